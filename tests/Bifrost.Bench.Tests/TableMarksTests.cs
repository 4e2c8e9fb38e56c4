using Bifrost.Bench.Databases;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Tests;

public sealed class TableMarksTests
{
    [Test]
    public void Every_table_that_may_be_written_apart_has_a_mark_and_the_mark_table_is_set_last()
    {
        TableMarks.Set([], 3).ShouldBe("update orders set customer = 3 where id = -1; update bench_mark set n = 3 where id = 1");
        var many = SideTable.Of(new BenchPlan(1_000, 1, [Workload.Many]));
        TableMarks.Set(many, 3).Split("; ").Length.ShouldBe(2 + SideTable.Many);
        TableMarks.Read(many).Split(" union all ").Length.ShouldBe(2 + SideTable.Many);
    }

    [Test]
    public void Rows_are_counted_only_once_the_last_of_every_table_is_there() => TableMarks.ReadRows([]).ShouldBe(
        "select case when exists (select from orders where id = -1) then (select count(*) from orders) + (select count(*) from bench_mark) else 0 end");
}
