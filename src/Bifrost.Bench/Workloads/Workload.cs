namespace Bifrost.Bench.Workloads;

/// <summary>What is asked of a replication. A run goes through them in this order, on the same tables.</summary>
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
}
