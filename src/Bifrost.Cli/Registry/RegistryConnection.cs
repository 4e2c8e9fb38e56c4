using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Registry;
using Bifrost.Topology;

namespace Bifrost.Cli.Registry;

/// <summary>The schema registry of a cluster's converter.</summary>
internal sealed record RegistryConnection(RegistryClient Client, BifrostProject Project, Cluster Cluster, Converter.Avro Converter) : IDisposable
{
    /// <summary>The registry of the cluster that <c>--cluster</c> names, else of the first that has one: the embedded worker, which is the default elsewhere, writes no topics.</summary>
    /// <exception cref="CommandException">No cluster has one.</exception>
    /// <param name="justThis">The chosen cluster and no other, although it is the default.</param>
    public static RegistryConnection Open(Invocation invocation, TimeSpan? limit = null, bool justThis = false)
    {
        var project = BifrostProject.Load(invocation);
        var cluster = invocation.ClusterWasGiven || justThis
            ? project.ClusterNamed(invocation.ClusterName)
            : project.Topology.Clusters.FirstOrDefault(static one => one.Converter is Converter.Avro) ?? throw RegistryFaults.NoRegistry(project.Topology.Name);
        var converter = cluster.Converter as Converter.Avro ?? throw RegistryFaults.NoRegistryOf(cluster.Name, project.Topology.Clusters.Where(static one => one.Converter is Converter.Avro).Select(static one => one.Name));
        return new RegistryConnection(new RegistryClient(EndpointOf(project, cluster.Name, converter), limit), project, cluster, converter);
    }

    public void Dispose() => Client.Dispose();

    private static RegistryEndpoint EndpointOf(BifrostProject project, string cluster, Converter.Avro converter)
    {
        var url = project.References.ResolveWithDefaults(converter.Registry);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw RegistryFaults.NoUrl(cluster, url);
        return RegistryEndpoint.Of(uri, Resolved(project, converter.User), Resolved(project, converter.Password)) with
        {
            WhenUnreachable = $"Start it, or correct the registry of the converter of cluster '{cluster}' in the topology: {converter.Registry}.",
        };
    }

    private static string? Resolved(BifrostProject project, string? text) => text is null ? null : project.References.ResolveWithDefaults(text);
}
