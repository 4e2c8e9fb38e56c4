namespace Bifrost.Bench.Measuring;

/// <summary>Percentiles by nearest rank: always a value that was measured.</summary>
internal static class Percentile
{
    /// <param name="ascending">At least one value.</param>
    /// <param name="percent">Above 0, at most 100.</param>
    public static double Of(IReadOnlyList<double> ascending, int percent) => ascending[(int)Math.Ceiling(ascending.Count * percent / 100.0) - 1];
}
