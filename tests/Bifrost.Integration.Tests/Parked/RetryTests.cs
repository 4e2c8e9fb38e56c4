using Bifrost.Postgres.Parked;

namespace Bifrost.Integration.Tests.Parked;

/// <summary>Parked rows that are replayed once the target was mended.</summary>
public sealed class RetryTests
{
    [Test]
    public async Task What_was_parked_makes_the_target_equal_once_it_is_replayed_in_order()
    {
        await using var parking = await ParkingSink.CreateAsync("create table t (id int primary key, amount int, note text); insert into t values (7, 7, 'seven'), (8, 8, 'eight')");
        await parking.StrictAsync();
        await parking.SourceAsync(
            "insert into t values (1, 500, null)", "update t set amount = 600, note = 'two' where id = 1", "update t set id = 70, amount = 700 where id = 7", "insert into t values (2, 2, 'fits')");
        (await parking.ParkedAsync()).Select(static row => $"{row.Operation}{row.Key!["id"]}").ShouldBe(["c1", "u1", "u7"]);
        await parking.MendedAsync();
        (await parking.RetryAsync()).ShouldAllBe(static row => row.Outcome == RetryOutcome.Applied);
        (await parking.ParkedAsync()).ShouldBeEmpty();
        await parking.Fanout.ShouldBeEqualAsync("t");
    }

    [Test]
    public async Task A_large_value_that_was_not_sent_stays_as_it_is_and_a_null_becomes_null()
    {
        await using var parking = await ParkingSink.CreateAsync(
            "create table t (id int primary key, amount int, note text, big text); alter table t alter column big set storage external; insert into t select 1, 1, 'a', repeat(md5('x'), 500)");
        await parking.StrictAsync();
        await parking.SourceAsync("update t set amount = 500, note = null where id = 1");
        var details = (await parking.Store.FindAsync((await parking.ParkedAsync()).Single().Id, default))!;
        details.Columns.Select(static column => $"{column.Name}:{column.NewIsSent}:{column.New ?? "NULL"}").ShouldBe(["id:True:1", "amount:True:500", "note:True:NULL", "big:False:NULL"]);
        await parking.MendedAsync();
        (await parking.RetryAsync()).Single().Outcome.ShouldBe(RetryOutcome.Applied);
        await parking.Fanout.ShouldBeEqualAsync("t");
    }

    [Test]
    public async Task A_row_that_is_refused_again_stays_with_its_new_reason_and_the_others_go_on()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500), (2, 600)");
        await parking.MendedAsync();
        await parking.Fanout.Target.ExecuteAsync("alter table t add constraint smaller check (amount < 550)");
        (await parking.RetryAsync()).Select(static row => row.Outcome).ShouldBe([RetryOutcome.Applied, RetryOutcome.Refused]);
        var left = (await parking.ParkedAsync()).Single();
        left.Reason.ShouldContain("smaller");
        left.Retries.ShouldBe(1);
        left.RetriedAt.ShouldNotBeNull();
        (await parking.RowsAsync()).ShouldBe(["(1,500)"]);
    }

    [Test]
    public async Task A_delete_and_a_table_without_a_key_are_replayed_too()
    {
        await using var parking = await ParkingSink.CreateAsync(
            "create table t (id int primary key, amount int); create table bag (amount int); alter table bag replica identity full; insert into t values (1, 1); insert into bag values (1), (1)");
        await parking.Fanout.Target.ExecuteAsync(
            "create table child (t int references t); insert into child values (1); alter table bag add constraint small check (amount < 100)");
        await parking.SourceAsync("delete from t; update bag set amount = 500 where ctid = (select min(ctid) from bag)");
        (await parking.ParkedAsync()).Count.ShouldBe(2);
        await parking.Fanout.Target.ExecuteAsync("drop table child; alter table bag drop constraint small");
        (await parking.RetryAsync()).ShouldAllBe(static row => row.Outcome == RetryOutcome.Applied);
        await parking.Fanout.ShouldBeEqualAsync("t");
        await parking.Fanout.ShouldBeEqualAsync("bag");
    }

    [Test]
    public async Task Discarded_rows_are_gone_for_good()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.StrictAsync();
        await parking.SourceAsync("insert into t values (1, 500), (2, 600)");
        var rows = await parking.ParkedAsync();
        (await parking.Store.DiscardAsync([rows[0]], default)).ShouldBe(1);
        (await parking.ParkedAsync()).Single().Id.ShouldBe(rows[1].Id);
        (await parking.Store.RetryAsync([rows[0]], force: true, static _ => { }, default)).Single().Outcome.ShouldBe(RetryOutcome.Gone);
    }

    [Test]
    public async Task A_row_of_an_older_worker_is_listed_and_refused_with_what_to_do()
    {
        await using var parking = await ParkingSink.CreateAsync();
        await parking.Fanout.Target.ExecuteAsync(
            """
            drop table bifrost.parked;
            create table bifrost.parked (
              id bigint generated always as identity primary key, sink text not null, source_table text not null, target_table text not null, end_lsn pg_lsn not null,
              ordinal bigint not null, operation text not null, key jsonb, "row" jsonb, reason text not null, at timestamptz not null default now());
            insert into bifrost.parked (sink, source_table, target_table, end_lsn, ordinal, operation, key, "row", reason) values ('sink-0', 'public.t', 'public.t', '0/1', 0, 'c', '{"id":"1"}', '{"id":"1","amount":"5"}', 'small')
            """);
        var row = (await parking.ParkedAsync()).Single();
        (await parking.Store.FindAsync(row.Id, default))!.Columns.Single(static column => column.Name == "amount").New.ShouldBe("5");
        var retried = (await parking.RetryAsync()).Single();
        retried.Outcome.ShouldBe(RetryOutcome.Refused);
        retried.Reason!.ShouldContain("older version");
    }
}
