namespace Bifrost.Bench.Workloads;

/// <summary>What is measured. A run goes through those of replication in this order: those on <c>orders</c> on the same tables, each of the others on databases of its own.</summary>
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

    /// <summary>Rows of 2 KB updated, and rows touched whose 1 MB out of line stays as it is, in one transaction.</summary>
    Wide,

    /// <summary>An insert, an update and a delete in each transaction, over fifty tables, from eight clients; from each commit to its being seen.</summary>
    Many,

    /// <summary>pgbench's TPC-B from eight clients; from each commit to its being seen.</summary>
    Tpcb,

    /// <summary>No replication: published files into an empty table, from the first byte read to the commit.</summary>
    Etl,
}
