using Bifrost.Connect.Plan;
using Bifrost.Templates;

namespace Bifrost.Cli.Project;

/// <summary>The connectors that the topology asks for.</summary>
internal static class RenderedFiles
{
    /// <summary>As they are committed beside the topology.</summary>
    public static IReadOnlyList<RenderedConnector> Of(BifrostProject project) =>
    [
        .. project.Topology.Clusters.SelectMany(cluster => Committed(project, cluster.Name)),
    ];

    /// <summary>What one cluster should run.</summary>
    public static IReadOnlyList<DesiredConnector> Desired(BifrostProject project, string cluster) =>
        [.. Of(project).Where(file => file.Cluster == cluster).Select(static file => DesiredConnector.Parse(file.Json, $"connectors/{file.RelativePath}"))];

    private static IEnumerable<RenderedConnector> Committed(BifrostProject project, string cluster)
    {
        var folder = Path.Combine(project.ConnectorsFolder, cluster);
        return !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => new RenderedConnector(cluster, Path.GetFileNameWithoutExtension(path), $"{cluster}/{Path.GetFileName(path)}", File.ReadAllText(path)));
    }
}
