using Bifrost.Integration.Tests.Engine;

namespace Bifrost.Integration.Tests.HardCases;

/// <summary>What a target has that its source's log says nothing of.</summary>
[Parallelizable]
public sealed class TargetSideTests
{
    [Test, Row("Triggers on the target")]
    public async Task Triggers_on_the_target_fire_once_for_each_row_as_for_any_writer_and_see_whole_rows()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text, big text); alter table t alter column big set storage external; insert into t select n, 'a', repeat('x', 3000) from generate_series(1, 50) n");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync(
            """
            create table public.seen (op text, id int, note text, big int);
            create function public.see() returns trigger language plpgsql as $$ begin insert into public.seen values (tg_op, coalesce(new.id, old.id), new.note, length(new.big)); return null; end $$;
            create trigger see after insert or update or delete on t for each row execute function public.see()
            """);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink, "update t set note = 'b' where id <= 40\ndelete from t where id > 45\ninsert into t values (100, 'new', null)"));
        await Following.ShouldBeEqualAsync(fanout, "t");
        (await fanout.Target.RowsAsync("select op, count(*), min(note), min(big), count(distinct id) from public.seen group by 1 order by 1"))
            .ShouldBe(["(DELETE,5,,,5)", "(INSERT,1,new,,1)", "(UPDATE,40,b,3000,40)"]);
    }

    [Test, Row("Triggers on the target")]
    public async Task Triggers_on_the_target_that_refuse_a_row_stop_the_sink_which_names_the_row_and_not_their_words()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text)");
        await fanout.Target.ExecuteAsync(
            """
            create table t (id int primary key, note text);
            create function public.no() returns trigger language plpgsql as $$ begin raise exception 'no row with a %', new.id using errcode = 'P0001'; end $$;
            create trigger no before insert on t for each row when (new.id = 13) execute function public.no()
            """);
        await Following.ShouldStopAndGoOnAsync(fanout, "insert into t select n from generate_series(1, 30) n", "a trigger or function of the target raised an error (SQLSTATE P0001", "drop trigger no on t", "t");
    }

    [Test, Row("Triggers on the target")]
    public async Task Triggers_on_the_target_that_skip_rows_are_obeyed_and_the_rows_counted()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text); create table bare (id int primary key); insert into t select n, 'a' from generate_series(1, 5) n");
        await fanout.Target.ExecuteAsync(
            """
            create table t (id int primary key, note text);
            create function public.skip() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger skip before insert or update on t for each row when (new.note = 'skip') execute function public.skip();
            create table bare (id int primary key)
            """);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("insert into bare values (1)");
        await fanout.Source.ExecuteAsync("insert into t select n, case when n % 10 = 0 then 'skip' else 'b' end from generate_series(6, 105) n");
        await fanout.Source.ExecuteAsync("insert into t values (200, 'skip')");
        await fanout.Source.ExecuteAsync("begin; insert into t values (201, 'skip'), (202, 'c'); update t set note = 'skip' where id = 1; insert into bare values (1); commit");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "select * from t where note is distinct from 'skip' and id > 1 order by id");
        (await fanout.Target.ScalarAsync<string>("select note from t where id = 1")).ShouldBe("a");
        await sink.StopAsync();
        sink.Status.RowsSkipped.ShouldBe(13);
    }

    [Test, Row("Generated columns")]
    public Task Generated_columns_are_computed_by_the_target_from_the_same_expression() =>
        Following.ShouldEndEqualAsync(
            "create table t (id int primary key, a int, twice int generated always as (a * 2) stored, note text, loud text generated always as (upper(note)) stored); insert into t (id, a, note) select n, n, 'x' from generate_series(1, 300) n",
            "update t set a = a + 1, note = null where id % 2 = 0\ninsert into t (id, a) select n, n from generate_series(301, 600) n\ndelete from t where twice < 20",
            ["select id, a, twice, note, loud from t order by id"]);

    [Test, Row("Generated columns")]
    public async Task Generated_columns_that_the_target_has_as_plain_ones_stop_the_sink_instead_of_staying_empty()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, a int, twice int generated always as (a * 2) stored); insert into t (id, a) select n, n from generate_series(1, 20) n");
        await fanout.Target.ExecuteAsync("create table t (id int primary key, a int, twice int)");
        var failure = await fanout.Start().FailsAsync();
        failure.Message.ShouldContain("twice");
        failure.Message.ShouldContain("generated always as");
        await fanout.Target.ExecuteAsync("alter table t drop column twice; alter table t add column twice int generated always as (a * 2) stored");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "select id, a, twice from t order by id");
        await fanout.Target.ExecuteAsync("alter table t alter column twice drop expression");
        await sink.StopAsync();
        await fanout.Source.ExecuteAsync("insert into t (id, a) values (21, 21)");
        (await fanout.Start().FailsAsync()).Message.ShouldContain("generated always as");
    }
}
