using Bifrost.Templates.Committed;
using Bifrost.Topology;

namespace Bifrost.Templates;

/// <summary>Writes rendered files: each whole or not at all, and only those that differ.</summary>
public static class RenderWriter
{
    /// <summary>Writes what is missing or stale and removes what is left over: files with this topology's mark whose connector or cluster is gone.</summary>
    /// <param name="folder">The folder of connectors; made where it is missing.</param>
    /// <returns>What was different before; none where nothing had to be done.</returns>
    public static IReadOnlyList<RenderDifference> Write(string folder, BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered)
    {
        var differences = RenderCheck.Compare(folder, topology, rendered);
        var texts = rendered.ToDictionary(one => one.RelativePath, one => one.Json);
        foreach (var difference in differences)
        {
            var path = Path.Combine(folder, difference.RelativePath);
            if (difference.Kind == RenderDifferenceKind.LeftOver)
                Remove(path);
            else
                WriteWhole(path, texts[difference.RelativePath]);
        }

        return differences;
    }

    private static void WriteWhole(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.new";
        File.WriteAllText(beside, text);
        File.Move(beside, path, overwrite: true);
    }

    private static void Remove(string path)
    {
        File.Delete(path);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
