namespace Bifrost.Bench.Report;

/// <summary>What several runs gave: the middle, and how far they lay apart.</summary>
public sealed record Spread(double Median, double Min, double Max)
{
    /// <summary>Null where there are no values.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] ascending = [.. values.Order()];
        if (ascending.Length == 0)
            return null;
        var middle = ascending.Length / 2;
        var median = ascending.Length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
        return new Spread(median, ascending[0], ascending[^1]);
    }
}
