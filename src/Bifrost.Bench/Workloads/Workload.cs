namespace Bifrost.Bench.Workloads;

/// <summary>What is measured. A run goes through those of replication in this order, on the same tables.</summary>
public enum Workload
{
    /// <summary>Rows that were there before the replicas were; from the request to equality.</summary>
    Snapshot,

    /// <summary>Inserts in five transactions; from the last commit to equality, as in the next two.</summary>
    Inserts,

    /// <summary>Updates in one transaction.</summary>
    Updates,

    /// <summary>Deletes in one transaction.</summary>
    Deletes,

    /// <summary>One-row updates, each in a transaction of its own, from eight clients; from each commit to its being seen.</summary>
    Small,

    /// <summary>No replication: published files into an empty table, from the first byte read to the commit.</summary>
    Etl,
}
