using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Integration.Tests.Engine;

public sealed class SnapshotModeTests
{
    private const string Table = "create table t (id int primary key, note text); insert into t select n, 'old' from generate_series(1, 10) n";

    [Test]
    public async Task No_data_copies_no_row_and_follows_what_comes()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        fanout.Settings = fanout.Settings with { SnapshotMode = SnapshotMode.NoData };
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("insert into t values (20, 'new'); update t set note = 'changed' where id = 1; delete from t where id = 2");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.RowsAsync("select * from t order by id")).ShouldBe(["(1,changed)", "(20,new)"]);
    }

    [Test]
    public async Task Initial_only_copies_the_rows_then_rests_without_a_slot()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        fanout.Settings = fanout.Settings with { SnapshotMode = SnapshotMode.InitialOnly };
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.WaitUntilAsync($"not exists (select 1 from pg_replication_slots where database = '{fanout.Source.Name}')").OrEndOf(sink);
        await fanout.ShouldBeEqualAsync("t");
        await sink.StopAsync();
    }

    [Test]
    public async Task Always_takes_a_snapshot_at_every_start_and_keeps_one_slot()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        fanout.Settings = fanout.Settings with { SnapshotMode = SnapshotMode.Always };
        var first = fanout.Start();
        await first.UntilAsync(static s => s.Phase == StreamPhase.Streaming).OrEndOf(first);
        await first.StopAsync();
        await fanout.Source.ExecuteAsync("delete from t where id = 3");
        var second = fanout.Start();
        await second.UntilAsync(static s => s.Phase == StreamPhase.Streaming).OrEndOf(second);
        second.Status.SnapshotRows.ShouldBe(9);
        await fanout.ShouldBeEqualAsync("t");
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_stopped_sink_moves_forward_and_never_back()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await fanout.Source.ExecuteAsync("insert into t values (50, 'skipped')");
        var position = Lsn.Parse((await fanout.Source.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text"))!);
        await fanout.Engine.MoveProgressAsync(fanout.Settings, fanout.SinkFor(0), position, default);
        await fanout.Source.ExecuteAsync("insert into t values (51, 'kept')");
        await fanout.CaughtUpAsync(fanout.Start());
        (await fanout.Target.RowsAsync("select id from t where id >= 50")).ShouldBe(["(51)"]);
        await Should.ThrowAsync<ReplicationException>(
            fanout.Engine.MoveProgressAsync(fanout.Settings, fanout.SinkFor(0), new Lsn(1), default));
    }
}
