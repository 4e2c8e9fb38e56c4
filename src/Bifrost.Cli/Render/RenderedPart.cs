using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Templates;
using Bifrost.Topology;

namespace Bifrost.Cli.Render;

/// <summary>The rendered files of a folder: all of them, or one cluster's, so that the files of the other clusters are neither compared nor taken for left over.</summary>
/// <param name="Shown">The folder as it is printed; the files' paths start from it.</param>
/// <param name="Paths">Of all files that belong there.</param>
/// <param name="Compare">What is different.</param>
/// <param name="Write">Writes what is different, and says it.</param>
internal sealed record RenderedPart(string Shown, IReadOnlyList<string> Paths, Func<IReadOnlyList<RenderDifference>> Compare, Func<IReadOnlyList<RenderDifference>> Write)
{
    /// <param name="cluster">Name of the one cluster; null for all.</param>
    public static RenderedPart Of(BifrostProject project, string? cluster, IReadOnlyList<RenderedConnector> all)
    {
        var folder = FolderOf(project, cluster);
        IReadOnlyList<RenderedConnector> files = cluster is null ? all : [.. all.Where(file => file.Cluster == cluster).Select(file => file with { RelativePath = Inside(cluster, file.RelativePath) })];
        return new(ShownOf(cluster), [.. files.Select(static file => file.RelativePath)], () => RenderCheck.Compare(folder, project.Topology, files), () => RenderWriter.Write(folder, project.Topology, files));
    }

    /// <summary>The resources for Strimzi, of those clusters that it runs.</summary>
    /// <exception cref="CommandException">The cluster, or every one, is not run by Strimzi.</exception>
    public static RenderedPart OfStrimzi(BifrostProject project, string? cluster, IReadOnlyList<RenderedConnector> all)
    {
        CheckStrimzi(project, cluster);
        var folder = FolderOf(project, cluster);
        var every = StrimziRenderer.Render(project.Topology, all, project.ReadTables());
        IReadOnlyList<RenderedResource> files = cluster is null ? every : [.. every.Where(file => file.Cluster == cluster).Select(file => file with { RelativePath = Inside(cluster, file.RelativePath) })];
        return new(ShownOf(cluster), [.. files.Select(static file => file.RelativePath)], () => RenderCheck.Compare(folder, project.Topology, files), () => RenderWriter.Write(folder, project.Topology, files));
    }

    private static void CheckStrimzi(BifrostProject project, string? cluster)
    {
        const string Wanted = "with the name of the Kafka resource and an image: strimzi: { kafka: my-cluster, image: registry.example/connect:1 }.";
        if (cluster is null && project.Topology.Clusters.All(static one => one.Strimzi is null))
            throw new CommandException($"--format strimzi: no cluster of the topology is run by Strimzi. Write clusters.<name>.strimzi for one of kind kafka-connect, {Wanted}", ExitCode.Usage);
        if (cluster is null || project.ClusterNamed(cluster) is { Strimzi: not null })
            return;
        throw project.ClusterNamed(cluster).Kind == ClusterKind.Embedded
            ? new CommandException($"--format strimzi: the cluster '{cluster}' is the embedded worker, and Strimzi runs Apache Kafka Connect. Name a cluster of kind kafka-connect.", ExitCode.Usage)
            : new CommandException($"--format strimzi: the cluster '{cluster}' does not say how Strimzi runs it. Write clusters.{cluster}.strimzi, {Wanted}", ExitCode.Usage);
    }

    private static string FolderOf(BifrostProject project, string? cluster) => cluster is null ? project.ConnectorsFolder : Path.Combine(project.ConnectorsFolder, cluster);

    private static string ShownOf(string? cluster) => cluster is null ? "connectors" : $"connectors/{cluster}";

    private static string Inside(string cluster, string path) => path[(cluster.Length + 1)..];
}
