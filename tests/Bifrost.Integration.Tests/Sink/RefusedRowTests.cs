using Bifrost.Integration.Tests.Engine;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Integration.Tests.Sink;

public sealed class RefusedRowTests
{
    private const string Tables = "create table t (id int primary key, amount int); create table other (id int primary key)";

    [Test]
    public async Task A_refused_row_stops_the_sink_with_table_key_and_reason_and_without_any_other_value()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("alter table t add constraint small check (amount < 100)");
        await fanout.Source.ExecuteAsync("insert into other values (1); insert into t values (1, 5), (2, 777888), (3, 6)");
        var failure = await sink.FailsAsync();
        failure.Kind.ShouldBe(FailureKind.RowRefused);
        failure.Message.ShouldContain("public.t");
        failure.Message.ShouldContain("{\"id\":\"2\"}");
        failure.Message.ShouldContain("small");
        failure.Message.ShouldNotContain("777888");
        (await fanout.Target.RowsAsync("select * from t")).ShouldBeEmpty();
        (await fanout.Target.RowsAsync("select * from other")).ShouldBeEmpty();
        await fanout.Target.ExecuteAsync("alter table t drop constraint small");
        await fanout.CaughtUpAsync(fanout.Start());
        await fanout.ShouldBeEqualAsync("t");
    }

    [Test]
    public async Task With_tolerance_all_a_refused_row_is_parked_in_the_same_transaction_and_the_sink_goes_on()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start(with: static s => s with { Tolerance = ErrorsTolerance.All });
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("alter table t add constraint small check (amount < 100)");
        await fanout.Source.ExecuteAsync("insert into t values (1, 5), (2, 777888), (3, 6)");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.RowsAsync("select * from t order by id")).ShouldBe(["(1,5)", "(3,6)"]);
        (await fanout.Target.RowsAsync("select source_table, ordinal, operation, key->>'id', \"row\"->>'amount' from bifrost.parked")).ShouldBe(["(public.t,1,c,2,777888)"]);
        (await fanout.Target.ScalarAsync<string>("select reason from bifrost.parked"))!.ShouldContain("small");
    }

    [Test]
    public async Task Values_that_change_places_arrive_although_a_bulk_statement_could_not_write_them()
    {
        await using var fanout = await Fanout.CreateAsync("create table u (id int primary key, place int, unique (place) deferrable); insert into u select n, n from generate_series(1, 20) n");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("alter table u add unique (place) deferrable");
        await fanout.Source.ExecuteAsync("begin; set constraints all deferred; update u set place = 21 - place; commit");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("u");
    }

    [Test]
    public async Task A_row_that_is_not_there_is_written_whole_or_the_sink_stops_but_never_half()
    {
        await using var fanout = await Fanout.CreateAsync(
            "create table t (id int primary key, note text, big text); alter table t alter column big set storage external; "
            + "insert into t select n, 'a', repeat(md5(n::text), 500) from generate_series(1, 3) n");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("delete from t where id < 3");
        await fanout.Source.ExecuteAsync("update t set note = 'b', big = 'short' where id = 1");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.RowsAsync("select id, note, big from t where id = 1")).ShouldBe(["(1,b,short)"]);
        await fanout.Source.ExecuteAsync("update t set note = 'c' where id = 2");
        (await sink.FailsAsync()).Kind.ShouldBe(FailureKind.RowRefused);
        (await fanout.Target.RowsAsync("select id from t where id = 2")).ShouldBeEmpty();
    }
}
