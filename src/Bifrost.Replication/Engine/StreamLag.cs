namespace Bifrost.Replication.Engine;

/// <summary>How far a target is behind its source.</summary>
public static class StreamLag
{
    /// <summary>WAL between what the target holds and the end of the source's log; null where that is not known.</summary>
    /// <param name="end">The end of the source's log; null where it was not told. What was received is then at least known to be behind; that nothing is behind is not known.</param>
    public static long? Bytes(StreamStatus status, Changes.Lsn? end)
    {
        if (status.Applied == default)
            return null;
        var received = Math.Max(0, status.Received - status.Applied);
        return end is { } known ? Math.Max(received, Math.Max(0, known - status.Applied)) : received > 0 ? received : null;
    }

    /// <summary>
    /// Seconds that a reader of the target looks back, never less than the truth: 0 where nothing is behind; else since the commit of the oldest transaction that was read and is not applied;
    /// else since the source last said that there was nothing more, or since the commit of the last that was applied. Null where nothing of this is known.
    /// </summary>
    /// <param name="bytes">As <see cref="Bytes"/> gave it.</param>
    public static double? Seconds(StreamStatus status, long? bytes, DateTimeOffset now)
    {
        if (bytes == 0)
            return 0;
        var since = status.BehindSince ?? (bytes is null ? null : Later(status.AppliedCommitTime, status.CaughtUpAt));
        // Two machines' clocks: none is behind for less than no time.
        return since is { } then ? Math.Max(0, Math.Round((now - then).TotalSeconds, 3)) : null;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is { } a && other is { } b ? a > b ? a : b : one ?? other;
}
