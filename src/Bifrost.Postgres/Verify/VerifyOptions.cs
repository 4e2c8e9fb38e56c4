namespace Bifrost.Postgres.Verify;

/// <summary>Limits of a verification.</summary>
public sealed record VerifyOptions
{
    /// <summary>How the two sides are brought to one point; null for exact where the target keeps a position of the sink's, live elsewhere.</summary>
    public VerifyMode? Mode { get; init; }

    /// <summary>Differences that are listed per table: enough to see a pattern, few enough to read.</summary>
    public int MaxDifferences { get; init; } = 1000;

    /// <summary>How long the target may stand still before the wait for it ends with an error.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the target's position is asked for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often rows that differ are read again where the target keeps no position.</summary>
    public int LiveRounds { get; init; } = 15;

    /// <summary>Pause before each of those rounds: a Kafka sink polls every half second and writes in batches.</summary>
    public TimeSpan LivePause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Rows in one bucket, on average: what is read again for one row that differs.</summary>
    public int RowsPerBucket { get; init; } = 500;
}
