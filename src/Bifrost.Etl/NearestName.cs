namespace Bifrost.Etl;

/// <summary>The known name that a misspelt one was likely meant to be.</summary>
internal static class NearestName
{
    /// <summary>Null where none is within a third of the name's length in edits.</summary>
    public static string? Of(string name, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(name, candidate)))
        .Where(near => near.distance * 3 <= name.Length)
        .OrderBy(static near => near.distance)
        .Select(static near => near.candidate)
        .FirstOrDefault();

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of one character.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
