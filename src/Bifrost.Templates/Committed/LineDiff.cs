namespace Bifrost.Templates.Committed;

/// <summary>The lines in which two texts differ, by their longest common subsequence. Files are some fifty lines long.</summary>
internal static class LineDiff
{
    public static IReadOnlyList<string> Of(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var common = Common(old, now);
        var lines = new List<string>();
        var (left, right) = (0, 0);
        while (left < old.Length || right < now.Length)
        {
            if (left < old.Length && right < now.Length && old[left] == now[right])
                (left, right) = (left + 1, right + 1);
            else if (right == now.Length || (left < old.Length && common[left + 1, right] >= common[left, right + 1]))
                lines.Add($"-{old[left++]}");
            else
                lines.Add($"+{now[right++]}");
        }

        return lines.Count == 0 && before != after ? ["-(other line ends)"] : lines;
    }

    private static int[,] Common(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var left = old.Length - 1; left >= 0; left--)
        {
            for (var right = now.Length - 1; right >= 0; right--)
                common[left, right] = old[left] == now[right] ? common[left + 1, right + 1] + 1 : Math.Max(common[left + 1, right], common[left, right + 1]);
        }

        return common;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
