using Bifrost.Cli.Project;
using Bifrost.Templates;

namespace Bifrost.Cli.Render;

/// <summary>The rendered files of a folder: all of them, or one cluster's.</summary>
/// <param name="Folder">Full path of the folder that the files' paths start from.</param>
/// <param name="Shown">The same folder as it is printed.</param>
internal sealed record RenderedPart(string Folder, string Shown, IReadOnlyList<RenderedConnector> Files)
{
    /// <summary>One cluster's folder by itself, so that the files of the other clusters are neither compared nor taken for left over.</summary>
    public static RenderedPart Of(BifrostProject project, string cluster, IEnumerable<RenderedConnector> all) => new(
        Path.Combine(project.ConnectorsFolder, cluster),
        $"connectors/{cluster}",
        [.. all.Where(file => file.Cluster == cluster).Select(file => file with { RelativePath = file.RelativePath[(cluster.Length + 1)..] })]);
}
