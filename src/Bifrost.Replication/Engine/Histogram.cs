namespace Bifrost.Replication.Engine;

/// <summary>How often a figure was how large. Never changed: each observation gives another.</summary>
/// <param name="Bounds">Upper bounds of the buckets, inclusive, growing; what is larger counts in no bucket but in the sum.</param>
/// <param name="Counts">Observations in each bucket alone.</param>
/// <param name="Sum">Of everything that was observed.</param>
public sealed record Histogram(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, long Count, double Sum)
{
    /// <summary>From one row, which is a small transaction by itself, to a million, which is a large one; powers of ten, for the question is which kind of batches there are.</summary>
    public static readonly Histogram OfRows = Empty(1, 10, 100, 1_000, 10_000, 100_000, 1_000_000);

    /// <summary>From a millisecond, a commit on a fast disk, to half a minute, in which a reader of the replica begins to wonder.</summary>
    public static readonly Histogram OfSeconds = Empty(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30);

    public Histogram With(double value)
    {
        long[] counts = [.. Counts];
        for (var i = 0; i < counts.Length; i++)
        {
            if (value <= Bounds[i])
            {
                counts[i]++;
                break;
            }
        }

        return this with { Counts = counts, Count = Count + 1, Sum = Sum + value };
    }

    private static Histogram Empty(params double[] bounds) => new(bounds, new long[bounds.Length], 0, 0);
}
