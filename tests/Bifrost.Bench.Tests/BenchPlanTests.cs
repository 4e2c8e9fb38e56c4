using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Tests;

public sealed class BenchPlanTests
{
    [TestCase(Workload.Snapshot, 1_000_000)]
    [TestCase(Workload.Inserts, 500_000)]
    [TestCase(Workload.Updates, 300_000)]
    [TestCase(Workload.Deletes, 300_000)]
    [TestCase(Workload.Small, 80_000)]
    [TestCase(Workload.Etl, 1_000_000)]
    public void A_million_rows_give_the_sizes_that_are_compared_everywhere(Workload workload, long size) =>
        new BenchPlan(BenchPlan.DefaultRows, 1, [workload]).SizeOf(workload).ShouldBe(size);

    [Test]
    public void A_load_needs_no_replicas()
    {
        new BenchPlan(1_000, 1, [Workload.Etl]).Replications.ShouldBeEmpty();
        new BenchPlan(1_000, 1, [Workload.Snapshot, Workload.Etl]).Replications.ShouldBe([Workload.Snapshot]);
    }
}
