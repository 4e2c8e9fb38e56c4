namespace Bifrost.Cli.Shell;

/// <summary>The known name that a misspelt one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The closest of <paramref name="known"/> by Damerau-Levenshtein distance, or null when none is within a third of the word's length.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var limit = Math.Max(1, (word.Length + 2) / 3);
        return known
            .Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(candidate => candidate.Distance <= limit || (word.Length >= 3 && candidate.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(static candidate => candidate.Distance)
            .ThenBy(static candidate => candidate.Name, StringComparer.Ordinal)
            .Select(static candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
            for (var j = 1; j <= right.Length; j++)
                cost[i, j] = Step(cost, left, right, i, j);
        return cost[left.Length, right.Length];
    }

    private static int Step(int[,] cost, string left, string right, int i, int j)
    {
        var changed = left[i - 1] == right[j - 1] ? 0 : 1;
        var best = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + changed);
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }
}
