using Bifrost.Integration.Tests.Engine;
using Bifrost.Replication;

namespace Bifrost.Integration.Tests.Snapshot;

/// <summary>PostgreSQL, "Caveats of MVCC": a table that is rewritten after a view was taken looks empty in that view.</summary>
public sealed class RewriteTests
{
    [TestCase("alter table t alter column n type bigint", TestName = "A_table_that_is_rewritten_after_the_snapshot_began_is_not_loaded_empty")]
    [TestCase("truncate t", TestName = "A_table_that_is_truncated_after_the_snapshot_began_is_empty_in_the_end")]
    public async Task Rows_come_whatever_is_done_to_their_table_while_the_snapshot_begins(string statement)
    {
        await using var fanout = await Fanout.CreateAsync("create table a (id int primary key); create table t (id int primary key, n int, note text); insert into t select n, n, 'x' from generate_series(1, 100) n");
        var done = 0;
        fanout.Failpoints.Hook = (at, _) => at == Failpoints.SlotCreated && Interlocked.Exchange(ref done, 1) == 0 ? fanout.Source.ExecuteAsync(statement) : Task.CompletedTask;
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("t");
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
    }
}
