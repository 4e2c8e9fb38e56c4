using Bifrost.Templates.Committed;
using Bifrost.Topology;

namespace Bifrost.Templates;

/// <summary>Writes rendered files: each whole or not at all, and only those that differ.</summary>
public static class RenderWriter
{
    /// <summary>Writes what is missing or stale and removes what is left over: files with this topology's mark whose connector or cluster is gone.</summary>
    /// <param name="folder">The folder of connectors; made where it is missing.</param>
    /// <returns>What was different before; none where nothing had to be done.</returns>
    public static IReadOnlyList<RenderDifference> Write(string folder, BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered) =>
        FileComparison.Write(folder, RenderedText.Of(rendered), RenderCheck.Compare(folder, topology, rendered));

    /// <summary>As for connectors, for Strimzi's resources: the one leaves the other's files alone.</summary>
    public static IReadOnlyList<RenderDifference> Write(string folder, BifrostTopology topology, IReadOnlyList<RenderedResource> rendered) =>
        FileComparison.Write(folder, RenderedText.Of(rendered), RenderCheck.Compare(folder, topology, rendered));
}
