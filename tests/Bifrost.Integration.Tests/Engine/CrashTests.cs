using Bifrost.Integration.Tests.HardCases;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Integration.Tests.Engine;

/// <summary>The run ends hard at each dangerous instant, and another begins.</summary>
public sealed class CrashTests
{
    private const string Tables =
        """
        create table keyed (id int primary key, note text);
        create table keyless (n int);
        insert into keyed select n, 'old' from generate_series(1, 100) n;
        insert into keyless select n from generate_series(1, 100) n
        """;

    [TestCase(Failpoints.RowsWritten)]
    [TestCase(Failpoints.CommitSent)]
    [TestCase(Failpoints.Committed)]
    [Row("Duplicate INSERT after restart")]
    public async Task A_sink_that_dies_while_it_applies_loses_nothing_and_doubles_nothing(string point)
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        var dying = KillAt(fanout, point);
        await fanout.Source.ExecuteAsync("insert into keyless select 1000 + n from generate_series(1, 50) n; insert into keyed values (1000, 'new')");
        await first.FailsAsync();
        dying.ShouldBeTrue(point);
        fanout.Failpoints.Hook = null;
        await fanout.Source.ExecuteAsync("insert into keyless values (5000); update keyed set note = 'late' where id = 1000");
        var second = fanout.Start();
        await fanout.CaughtUpAsync(second);
        await fanout.ShouldBeEqualAsync("keyed");
        await fanout.ShouldBeEqualAsync("keyless");
    }

    [TestCase(Failpoints.SlotCreated)]
    [TestCase(Failpoints.TableLoaded)]
    [TestCase(Failpoints.SnapshotLoaded)]
    public async Task A_sink_that_dies_in_its_snapshot_begins_again_doubles_nothing_and_leaves_no_slot_behind(string point)
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        KillAt(fanout, point);
        var first = fanout.Start();
        await first.FailsAsync();
        fanout.Failpoints.Hook = null;
        await fanout.Source.ExecuteAsync("delete from keyed where id = 7; insert into keyless values (7000)");
        var second = fanout.Start();
        await fanout.CaughtUpAsync(second);
        await fanout.ShouldBeEqualAsync("keyed");
        await fanout.ShouldBeEqualAsync("keyless");
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
        (await fanout.Target.RowsAsync("select snapshot_completed from bifrost.progress")).ShouldBe(["(t)"]);
    }

    [Test, Row("Duplicate INSERT after restart")]
    public async Task An_answer_to_COMMIT_that_is_lost_is_settled_by_reading_the_progress()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        var lost = 0;
        fanout.Failpoints.Hook = (at, _) => at == Failpoints.CommitSent && Interlocked.Exchange(ref lost, 1) == 0
            ? throw new ReplicationException(FailureKind.Unavailable, "the answer is lost") : Task.CompletedTask;
        await fanout.Source.ExecuteAsync("insert into keyless values (1), (2), (3)");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("keyless");
        lost.ShouldBe(1);
    }

    [Test]
    public async Task What_the_target_does_not_hold_is_never_acknowledged()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        var reached = new TaskCompletionSource();
        fanout.Failpoints.Hook = async (at, cancellation) =>
        {
            if (at != Failpoints.RowsWritten)
                return;
            reached.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        await fanout.Source.ExecuteAsync("insert into keyless values (1)");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var stored = Lsn.Parse((await fanout.Target.ScalarAsync<string>("select end_lsn::text from bifrost.progress"))!);
        var confirmed = Lsn.Parse((await fanout.Source.ScalarAsync<string>($"select confirmed_flush_lsn::text from pg_replication_slots where database = '{fanout.Source.Name}'"))!);
        confirmed.ShouldBeLessThanOrEqualTo(stored);
        await sink.StopAsync();
        (await fanout.Target.ScalarAsync<long>("select count(*) from keyless")).ShouldBe(100);
    }

    [Test]
    public async Task Of_two_owners_the_one_that_was_replaced_is_fenced_and_writes_nothing()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await sink.UntilAsync(static s => s.Phase == StreamPhase.Streaming);
        await fanout.Target.ExecuteAsync("update bifrost.progress set fence = 'another'");
        await fanout.Source.ExecuteAsync("insert into keyless values (1)");
        var failure = await sink.FailsAsync();
        failure.Kind.ShouldBe(FailureKind.Fenced);
        failure.Message.ShouldContain("another worker");
        (await fanout.Target.ScalarAsync<long>("select count(*) from keyless")).ShouldBe(100);
    }

    [Test]
    public async Task An_owner_that_died_in_a_transaction_is_told_of_and_waited_for()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await using var dead = await fanout.Target.OpenAsync();
        await using (var holding = new Npgsql.NpgsqlCommand("begin; select 1 from bifrost.progress for update", dead))
            await holding.ExecuteNonQueryAsync();
        var second = fanout.Start();
        await second.UntilAsync(static s => s.RetryReason?.Contains("lock timeout", StringComparison.Ordinal) == true);
        await dead.CloseAsync();
        await second.UntilAsync(static s => s is { Phase: StreamPhase.Streaming, RetryingSince: null });
        await fanout.Source.ExecuteAsync("insert into keyless values (1)");
        await fanout.CaughtUpAsync(second);
        await fanout.ShouldBeEqualAsync("keyless");
    }

    [Test, Row("Txn split over tables")]
    public async Task A_reader_of_the_replica_never_sees_half_of_a_transaction_over_three_tables()
    {
        await using var fanout = await Fanout.CreateAsync("create table a (id int primary key); create table b (id int primary key); create table c (id int primary key)");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        using var done = new CancellationTokenSource();
        var torn = Task.Run(async () =>
        {
            var seen = 0L;
            while (!done.IsCancellationRequested)
                seen += await fanout.Target.ScalarAsync<bool>("select (select count(*) from a) <> (select count(*) from b) or (select count(*) from b) <> (select count(*) from c)") ? 1 : 0;
            return seen;
        });
        await fanout.Source.ExecuteAsync(
            "do $$ begin for i in 1..300 loop insert into a values (i); insert into b values (i); insert into c values (i); commit; end loop; end $$");
        await fanout.CaughtUpAsync(sink);
        await done.CancelAsync();
        (await torn).ShouldBe(0);
        (await fanout.Target.ScalarAsync<long>("select count(*) from c")).ShouldBe(300);
    }

    [Test]
    public async Task A_reset_takes_a_new_snapshot_and_leaves_no_slot_behind()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await fanout.Engine.ResetAsync(fanout.Settings, fanout.SinkFor(0), default);
        (await fanout.SlotsAsync()).ShouldBeEmpty();
        (await fanout.Engine.ReadProgressAsync(fanout.Settings, fanout.SinkFor(0), default)).ShouldBeNull();
        await fanout.Source.ExecuteAsync("delete from keyed where id < 50; insert into keyless values (9)");
        var second = fanout.Start();
        await fanout.CaughtUpAsync(second);
        await fanout.ShouldBeEqualAsync("keyed");
        await fanout.ShouldBeEqualAsync("keyless");
        second.Status.SnapshotRows.ShouldBe(152);
    }

    [Test]
    public async Task A_slot_that_is_gone_stops_the_sink_or_brings_a_new_snapshot_as_the_mode_says()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await fanout.Engine.DropSlotAsync(fanout.Settings, (await fanout.Engine.ReadProgressAsync(fanout.Settings, fanout.SinkFor(0), default))!.SlotName, default);
        await fanout.Source.ExecuteAsync("delete from keyed where id = 5; insert into keyless values (5)");
        (await fanout.Start().FailsAsync()).Kind.ShouldBe(FailureKind.PositionLost);
        fanout.Settings = fanout.Settings with { SnapshotMode = SnapshotMode.WhenNeeded };
        var third = fanout.Start();
        await fanout.CaughtUpAsync(third);
        await fanout.ShouldBeEqualAsync("keyless");
    }

    private static Flag KillAt(Fanout fanout, string point)
    {
        var flag = new Flag();
        fanout.Failpoints.Hook = (at, _) =>
        {
            if (at != point)
                return Task.CompletedTask;
            flag.IsSet = true;
            throw new ReplicationException(FailureKind.Protocol, "killed by the test");
        };
        return flag;
    }

    private sealed class Flag
    {
        public bool IsSet { get; set; }

        public void ShouldBeTrue(string point) => IsSet.ShouldBeTrue(point);
    }
}
