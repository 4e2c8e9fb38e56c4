using Bifrost.Bench.Workloads;

namespace Bifrost.Bench;

/// <summary>What is measured, and how often.</summary>
/// <param name="Rows">Rows of the snapshot and of the load; every other workload has its size from it, in the proportions that make 500 k, 300 k, 300 k and 80 k of a million.</param>
/// <param name="Runs">Times that everything is measured; the figures are medians.</param>
public sealed record BenchPlan(long Rows, int Runs, IReadOnlyList<Workload> Workloads)
{
    public const long DefaultRows = 1_000_000;

    public const int DefaultRuns = 5;

    /// <summary>Every fraction of the rows below is whole, and each of the eight clients has something to do.</summary>
    public const long LeastRows = 1_000;

    /// <summary>The workloads that replicas take part in.</summary>
    public IReadOnlyList<Workload> Replications => [.. Workloads.Where(static workload => workload != Workload.Etl)];

    /// <summary>What is measured on the same databases: the workloads on <c>orders</c> together, each of the others by itself, so that no table stands in another's way.</summary>
    public IReadOnlyList<BenchPlan> Parts =>
    [
        .. new[] { Replications.Where(static workload => workload.IsOfOrders()).ToList() }.Where(static together => together.Count > 0).Select(together => this with { Workloads = together }),
        .. Replications.Where(static workload => !workload.IsOfOrders()).Select(alone => this with { Workloads = [alone] }),
    ];

    /// <summary>Rows of <c>orders</c> before the replicas are made.</summary>
    public long OrdersRows => Replications.Any(static workload => workload.IsOfOrders()) ? Rows : LeastRows;

    /// <summary>How many rows or transactions a workload is made of.</summary>
    public long SizeOf(Workload workload) => workload switch
    {
        Workload.Snapshot or Workload.Etl => Rows,
        Workload.Inserts => Rows / 2,
        Workload.Updates or Workload.Deletes => Rows / 10 * 3,
        Workload.Small => Rows / 100 * 8,
        Workload.Wide => Rows / 100,
        Workload.Many or Workload.Tpcb => Rows / 50,
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, null),
    };
}
