namespace Bifrost.Bench.Workloads;

/// <summary>What kinds of workloads have in common.</summary>
internal static class WorkloadKinds
{
    /// <summary>On <c>orders</c>, with the others of its kind.</summary>
    public static bool IsOfOrders(this Workload workload) => workload is Workload.Snapshot or Workload.Inserts or Workload.Updates or Workload.Deletes or Workload.Small;

    /// <summary>Many clients commit small transactions, and what counts is when each is seen.</summary>
    public static bool IsOfClients(this Workload workload) => workload is Workload.Small or Workload.Many or Workload.Tpcb;
}
