using Bifrost.Templates.Committed;
using Bifrost.Topology;

namespace Bifrost.Templates;

/// <summary>Compares what is committed with what is rendered. Changes nothing.</summary>
public static class RenderCheck
{
    /// <param name="folder">The folder of connectors, <c>connectors/</c> beside the topology.</param>
    /// <returns>Every difference, by path; none where the folder is as the topology says.</returns>
    public static IReadOnlyList<RenderDifference> Compare(string folder, BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered) =>
        FileComparison.Compare(folder, RenderedText.Of(rendered), MarkedFiles.Connectors(folder, topology));

    /// <summary>As for connectors, for Strimzi's resources: the one knows nothing of the other's files.</summary>
    public static IReadOnlyList<RenderDifference> Compare(string folder, BifrostTopology topology, IReadOnlyList<RenderedResource> rendered) =>
        FileComparison.Compare(folder, RenderedText.Of(rendered), MarkedFiles.Resources(folder, topology));
}
