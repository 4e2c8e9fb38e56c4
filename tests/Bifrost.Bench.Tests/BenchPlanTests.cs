using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Tests;

public sealed class BenchPlanTests
{
    [TestCase(Workload.Snapshot, 1_000_000)]
    [TestCase(Workload.Inserts, 500_000)]
    [TestCase(Workload.Updates, 300_000)]
    [TestCase(Workload.Deletes, 300_000)]
    [TestCase(Workload.Small, 80_000)]
    [TestCase(Workload.Wide, 10_000)]
    [TestCase(Workload.Many, 20_000)]
    [TestCase(Workload.Tpcb, 20_000)]
    [TestCase(Workload.Etl, 1_000_000)]
    public void A_million_rows_give_the_sizes_that_are_compared_everywhere(Workload workload, long size) =>
        new BenchPlan(BenchPlan.DefaultRows, 1, [workload]).SizeOf(workload).ShouldBe(size);

    [Test]
    public void Workloads_on_orders_share_databases_and_each_of_the_others_has_its_own()
    {
        var plan = new BenchPlan(10_000, 1, Enum.GetValues<Workload>());
        plan.Parts.Select(static part => string.Join(' ', part.Workloads)).ShouldBe(["Snapshot Inserts Updates Deletes Small", "Wide", "Many", "Tpcb"]);
        plan.Parts.Select(static part => part.OrdersRows).ShouldBe([10_000, BenchPlan.LeastRows, BenchPlan.LeastRows, BenchPlan.LeastRows]);
        new BenchPlan(10_000, 1, [Workload.Etl]).Parts.ShouldBeEmpty();
    }

    [Test]
    public void A_load_needs_no_replicas()
    {
        new BenchPlan(1_000, 1, [Workload.Etl]).Replications.ShouldBeEmpty();
        new BenchPlan(1_000, 1, [Workload.Snapshot, Workload.Etl]).Replications.ShouldBe([Workload.Snapshot]);
    }
}
