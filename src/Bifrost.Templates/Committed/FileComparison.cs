namespace Bifrost.Templates.Committed;

/// <summary>Files that are there beside those that should be, and the steps from the one to the other.</summary>
internal static class FileComparison
{
    /// <param name="marked">Paths of all files that the topology rendered at some time, from the folder.</param>
    public static IReadOnlyList<RenderDifference> Compare(string folder, IReadOnlyList<RenderedText> rendered, IEnumerable<string> marked)
    {
        var wanted = rendered.Select(static one => one.RelativePath).ToHashSet(StringComparer.Ordinal);
        var changed = rendered.Select(one => Compare(folder, one)).OfType<RenderDifference>();
        var leftOver = marked.Where(path => !wanted.Contains(path))
            .Select(path => new RenderDifference(RenderDifferenceKind.LeftOver, path, LineDiff.Of(File.ReadAllText(Path.Combine(folder, path)), "")));
        return [.. changed.Concat(leftOver).OrderBy(static one => one.RelativePath, StringComparer.Ordinal)];
    }

    public static IReadOnlyList<RenderDifference> Write(string folder, IReadOnlyList<RenderedText> rendered, IReadOnlyList<RenderDifference> differences)
    {
        var texts = rendered.ToDictionary(static one => one.RelativePath, static one => one.Text);
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

    private static RenderDifference? Compare(string folder, RenderedText rendered)
    {
        var path = Path.Combine(folder, rendered.RelativePath);
        if (!File.Exists(path))
            return new RenderDifference(RenderDifferenceKind.Missing, rendered.RelativePath, LineDiff.Of("", rendered.Text));

        var committed = File.ReadAllText(path);
        return committed == rendered.Text ? null : new RenderDifference(RenderDifferenceKind.Stale, rendered.RelativePath, LineDiff.Of(committed, rendered.Text));
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
