namespace Bifrost.Integration.Tests.HardCases;

/// <summary>The hard cases of replication. Each is right, or stops with an error that says what to do; none goes wrong in silence.</summary>
internal static class Matrix
{
    /// <summary>What is compared between the tools of the field.</summary>
    public static readonly string[] Field =
    [
        "Target down", "Slow target", "One slow target of many", "Source failover", "Unchanged TOAST", "No primary key, RI default", "REPLICA IDENTITY FULL", "FULL + TOAST",
        "Primary-key update", "Swap of non-PK unique values", "TRUNCATE", "ADD COLUMN", "DROP / RENAME / TYPE change", "Schema change mid-stream", "Generated columns", "Partitioned tables",
        "Arrays / enums / domains / hstore / geometry", "interval", "numeric NaN / Infinity", "infinity timestamps", "Txn split over tables", "Out-of-order delete", "Large transaction",
        "WAL growth, idle or unpublished writes", "Wide rows", "Duplicate INSERT after restart", "Conflict / bad row", "Sequences",
    ];

    /// <summary>What else must be right.</summary>
    public static readonly string[] Beyond =
    [
        "Chain of key changes", "Insert, delete, insert of one key", "Keys that are equal and print otherwise", "Self-referencing and cyclic foreign keys", "Triggers on the target",
        "REPLICA IDENTITY INDEX", "REPLICA IDENTITY NOTHING", "Two-phase commit", "Subtransactions rolled back", "Tables added", "Values byte for byte", "Batch equals row by row",
    ];

    public static IEnumerable<string> All => Field.Concat(Beyond);
}
