namespace Bifrost.Topology;

/// <summary>Finds the name that a typo was meant to be.</summary>
public static class Spelling
{
    /// <summary>The nearest of the candidates, if it is near enough to be meant: at most a third of its letters (and at least one) differ.</summary>
    public static string? Nearest(string typo, IEnumerable<string> candidates) =>
        candidates.Select(name => (Name: name, Distance: Distance(typo.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(one => one.Distance <= Math.Max(1, one.Name.Length / 3))
            .OrderBy(one => one.Distance).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => one.Name)
            .FirstOrDefault();

    // Optimal string alignment: two letters that changed places are one mistake, the commonest of all.
    private static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++)
            cost[row, 0] = row;
        for (var column = 0; column <= right.Length; column++)
            cost[0, column] = column;

        for (var row = 1; row <= left.Length; row++)
        {
            for (var column = 1; column <= right.Length; column++)
            {
                var change = left[row - 1] == right[column - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(cost[row - 1, column] + 1, cost[row, column - 1] + 1), cost[row - 1, column - 1] + change);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    best = Math.Min(best, cost[row - 2, column - 2] + 1);
                cost[row, column] = best;
            }
        }

        return cost[left.Length, right.Length];
    }
}
