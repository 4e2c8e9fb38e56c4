using Bifrost.Templates.Committed;
using Bifrost.Topology;

namespace Bifrost.Templates;

/// <summary>Compares what is committed with what is rendered. Changes nothing.</summary>
public static class RenderCheck
{
    /// <param name="folder">The folder of connectors, <c>connectors/</c> beside the topology.</param>
    /// <returns>Every difference, by path; none where the folder is as the topology says.</returns>
    public static IReadOnlyList<RenderDifference> Compare(string folder, BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered)
    {
        var changed = rendered.Select(one => Compare(folder, one)).OfType<RenderDifference>();
        var leftOver = MarkedFiles.LeftOver(folder, topology, rendered)
            .Select(path => new RenderDifference(RenderDifferenceKind.LeftOver, path, LineDiff.Of(File.ReadAllText(Path.Combine(folder, path)), "")));
        return [.. changed.Concat(leftOver).OrderBy(one => one.RelativePath, StringComparer.Ordinal)];
    }

    private static RenderDifference? Compare(string folder, RenderedConnector rendered)
    {
        var path = Path.Combine(folder, rendered.RelativePath);
        if (!File.Exists(path))
            return new RenderDifference(RenderDifferenceKind.Missing, rendered.RelativePath, LineDiff.Of("", rendered.Json));

        var committed = File.ReadAllText(path);
        return committed == rendered.Json ? null : new RenderDifference(RenderDifferenceKind.Stale, rendered.RelativePath, LineDiff.Of(committed, rendered.Json));
    }
}
