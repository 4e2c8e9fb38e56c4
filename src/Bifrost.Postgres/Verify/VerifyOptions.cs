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

    /// <summary>Asked while the target stands still, or does not agree: a sentence says why its sink will not move on, and nothing more is waited for. Null where nobody knows.</summary>
    public Func<string, CancellationToken, Task<string?>>? WhyStopped { get; init; }

    /// <summary>How long the target stands still before it is asked for the reason.</summary>
    public TimeSpan StoppedGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the target's position is asked for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Where the target keeps no position: how long what differs may stand still before it is called a difference. A Kafka sink learns of a new topic within 5 s,
    /// takes as long to share partitions out anew, and writes in batches; a busy machine needs a multiple of that.
    /// </summary>
    public TimeSpan LiveStandstill { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause between two looks at what differs: a Kafka sink polls every half second.</summary>
    public TimeSpan LivePause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Rows in one bucket, on average: what is read again for one row that differs.</summary>
    public int RowsPerBucket { get; init; } = 500;
}
