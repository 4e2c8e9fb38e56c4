namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>When rows are put together, and from how many on they go by COPY. Figures in the room's README.</summary>
internal static class BulkLimits
{
    /// <summary>Rows that wait for one another: what a compaction holds in memory, and how many one merge finds in the target's index or table.</summary>
    public const int Rows = 64 * 1024;

    /// <summary>16 MB of values that wait.</summary>
    public const long Bytes = 16L << 20;

    /// <summary>From so many rows of one kind and one table on, COPY wins over arrays: below, a staging table and its statement cost more than they save.</summary>
    public const int CopyFrom = 500;

    /// <summary>Changes of one operation on one table in a row, after which they are sent as they are read instead of waiting for one another.</summary>
    public const int StreamFrom = 500;

    /// <summary>Rows of one such run of inserts: one COPY.</summary>
    public const int CopyRows = 1_000_000;

    /// <summary>Rows of one such run of updates or deletes: while they are merged, the source goes on with the next ones. Also how many hashes of keys are held here.</summary>
    public const int MergeRows = 32 * 1024;

    /// <summary>Staging tables that a session keeps: each that was touched is emptied by the server at COMMIT.</summary>
    public const int Stages = 64;

    /// <summary>Batches that are applied in order after one that could not be put together, doubled at each failure in a row up to <see cref="LongestPause"/>.</summary>
    public const int FirstPause = 4;

    public const int LongestPause = 256;
}
