using Bifrost.Postgres.Parked;
using Bifrost.Replication.Changes;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Integration.Tests.Parked;

/// <summary>What a retry must not do silently: bring back what was deleted, or write over what came later.</summary>
public sealed class NothingNewerIsOverwrittenTests
{
    private static async Task RefusedThenForcedAsync(ParkingSink parking, string because)
    {
        var before = await parking.RowsAsync();
        await parking.MendedAsync();
        var retried = (await parking.RetryAsync()).First();
        retried.Outcome.ShouldBe(RetryOutcome.Refused);
        retried.Reason!.ShouldContain(because);
        (await parking.RowsAsync()).ShouldBe(before);
        (await parking.RetryAsync(force: true)).First().Outcome.ShouldBe(RetryOutcome.Applied);
        (await parking.RowsAsync()).ShouldContain("(1,500)");
    }

    [Test]
    public async Task A_later_update_that_went_through_is_not_overwritten()
    {
        await using var parking = await ParkingSink.CreateAsync("create table t (id int primary key, amount int); insert into t values (1, 1)");
        await parking.StrictAsync();
        await parking.SourceAsync("update t set amount = 500", "update t set amount = 6");
        await RefusedThenForcedAsync(parking, "the row was updated");
    }

    [Test]
    public async Task A_row_that_was_deleted_since_does_not_come_back_though_it_never_was_on_the_target()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)", "delete from t");
        await RefusedThenForcedAsync(parking, "the row was deleted");
    }

    [Test]
    public async Task A_later_change_in_the_same_transaction_counts()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        // The third row makes the sink write row by row: put together, the first two are none.
        await parking.SourceAsync("begin; insert into t values (1, 500); delete from t; insert into t values (3, 900); commit");
        await parking.MendedAsync();
        var retried = await parking.RetryAsync();
        retried.Select(static row => row.Outcome).ShouldBe([RetryOutcome.Refused, RetryOutcome.Applied]);
        retried[0].Reason!.ShouldContain("the row was deleted");
        (await parking.RowsAsync()).ShouldBe(["(3,900)"]);
        (await parking.RetryAsync(force: true)).Single().Outcome.ShouldBe(RetryOutcome.Applied);
        (await parking.RowsAsync()).ShouldBe(["(1,500)", "(3,900)"]);
    }

    [Test]
    public async Task A_row_that_came_and_went_within_a_batch_is_not_parked()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("begin; insert into t values (1, 500); delete from t; commit");
        (await parking.ParkedAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task A_later_change_counts_though_the_sink_was_restarted_between()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)");
        await parking.RestartAsync();
        await parking.SourceAsync("update t set id = 2, amount = 6");
        await RefusedThenForcedAsync(parking, "the row was updated");
    }

    [Test]
    public async Task A_later_change_that_was_refused_itself_does_not_count()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)", "begin; insert into t values (2, 2); update t set amount = 600 where id = 1; commit");
        await parking.MendedAsync();
        (await parking.RetryAsync()).ShouldAllBe(static row => row.Outcome == RetryOutcome.Applied);
        await parking.Fanout.ShouldBeEqualAsync("t");
    }

    [Test]
    public async Task A_key_that_somebody_else_inserted_is_not_overwritten()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)");
        await parking.Fanout.Target.ExecuteAsync("insert into t values (1, 3)");
        await RefusedThenForcedAsync(parking, "has a row of this key");
    }

    [Test]
    public async Task An_earlier_change_of_the_row_that_is_still_parked_goes_first()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)", "update t set amount = 600");
        await parking.MendedAsync();
        var rows = await parking.ParkedAsync();
        var alone = (await parking.Store.RetryAsync([rows[1]], force: false, static _ => { }, default)).Single();
        alone.Reason!.ShouldContain($"an earlier change of the same row is parked as {rows[0].Id}");
        (await parking.RowsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task An_emptied_table_stays_empty()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)", "truncate t");
        await RefusedThenForcedAsync(parking, "the table was emptied");
    }

    [Test]
    public async Task A_new_snapshot_has_the_row_as_it_was_then()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)");
        await parking.Sink.StopAsync();
        await parking.Fanout.Source.ExecuteAsync("update t set amount = 5");
        await parking.Fanout.Engine.ResetAsync(parking.Fanout.Settings, parking.Fanout.SinkFor(0), default);
        await parking.RestartAsync();
        await parking.SourceAsync("insert into t values (9, 9)");
        await RefusedThenForcedAsync(parking, "the table was copied anew");
    }

    [Test]
    public async Task A_table_that_a_signal_copied_again_has_the_row_as_it_was_then_and_others_are_left_alone()
    {
        await using var parking = await ParkingSink.CreateAsync(
            "create schema bifrost; create table bifrost.signals (id varchar(64) primary key, type varchar(32) not null, data text); create table t (id int primary key, amount int); create table other (id int primary key, amount int)",
            static settings => settings with { SignalTables = [new TableName("bifrost", "signals")] });
        await parking.StrictAsync();
        await parking.Fanout.Target.ExecuteAsync("alter table other add constraint small check (amount < 100) not valid");
        await parking.SourceAsync("insert into t values (1, 500)", "insert into other values (1, 500)");
        await parking.MendedAsync();
        await parking.Fanout.Source.ExecuteAsync("""insert into bifrost.signals values ('one', 'execute-snapshot', '{"data-collections": ["public.t"]}')""");
        await parking.Fanout.Target.WaitUntilAsync("exists (select 1 from bifrost.signals_taken where id = 'one' and state = 'done')");
        (await parking.ParkedAsync()).Select(static row => $"{row.SourceTable} {row.LaterOperation ?? "-"}").ShouldBe(["public.t r", "public.other -"]);
    }

    [Test]
    public async Task A_retry_and_the_sink_that_writes_the_same_row_see_each_other()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500)");
        await parking.MendedAsync();
        // The sink's next transaction is held open with its note made: the retry waits for it, and then knows.
        await parking.Fanout.Target.ExecuteAsync("create function hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(77); return null; end $$; create trigger hold after insert or update or delete on t for each statement execute function hold()");
        await using var holder = await parking.Fanout.Target.OpenAsync();
        await new NpgsqlCommand("select pg_advisory_lock(77)", holder).ExecuteNonQueryAsync();
        await parking.Fanout.Source.ExecuteAsync("delete from t");
        await parking.Fanout.Target.WaitUntilAsync("exists (select 1 from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and locktype = 'advisory' and not granted)");
        var retry = parking.RetryAsync();
        await parking.Fanout.Target.WaitUntilAsync("exists (select 1 from pg_locks w join pg_locks h on h.pid = w.pid where w.locktype = 'transactionid' and not w.granted and h.relation = 'bifrost.parked'::regclass and h.mode = 'RowShareLock')");
        await new NpgsqlCommand("select pg_advisory_unlock(77)", holder).ExecuteNonQueryAsync();
        (await retry).Single().Reason!.ShouldContain("the row was deleted");
        (await parking.RowsAsync()).ShouldBeEmpty();
    }
}
