using Bifrost.Integration.Tests.Engine;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class SchemaTests
{
    private const string Table = "create table t (id int primary key, name text not null, n int not null); insert into t select n, 'row ' || n, n from generate_series(1, 300) n";

    [Test, Row("ADD COLUMN"), Row("Schema change mid-stream")]
    public Task ADD_COLUMN_comes_with_what_the_old_rows_got_also_in_the_middle_of_a_transaction_of_rows() =>
        Following.ShouldEndEqualAsync(
            Table,
            """
            begin; insert into t values (1000, 'before', 1); alter table t add column a text not null default 'const'; insert into t values (1001, 'after', 1); insert into t values (1002, 'after', 1, 'own'); update t set a = 'set' where id <= 10; commit
            update t set n = n + 1
            begin; alter table t add column b numeric(8, 3) default 1.5, add column c timestamptz default now(); update t set b = b * 2 where id % 2 = 0; delete from t where id = 5; commit
            alter table t add column d int[]
            insert into t (id, name, n, d) values (1003, 'array', 1, '{1,null}')
            begin; alter table t add column passing int; insert into t values (1004, 'x', 1); alter table t drop column passing; insert into t (id, name, n) values (1005, 'y', 1); commit
            """,
            ["select id, name, n, a, b, c, d from t order by id"]);

    [TestCase("alter table t add column v double precision default random()")]
    [TestCase("alter table t add column v serial")]
    [TestCase("alter table t add column v int generated always as identity")]
    [Row("ADD COLUMN")]
    public async Task ADD_COLUMN_that_gave_every_old_row_a_value_of_its_own_stops_the_sink(string statement)
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync(statement);
        await fanout.Source.ExecuteAsync("update t set n = 7 where id = 1");
        (await sink.FailsAsync()).Message.ShouldContain("the column v was added to public.t with a default whose value in the rows that were there cannot be known");
        (await fanout.Target.ScalarAsync<int>("select n from t where id = 1")).ShouldBe(1);
    }

    [Test, Row("DROP / RENAME / TYPE change")]
    public async Task DROP_RENAME_TYPE_change_of_a_column_that_was_never_null_drops_it_without_stopping_what_comes_after()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink,
            """
            insert into t values (1000, 'before', 1)
            begin; update t set n = 0 where id = 1; alter table t drop column n; insert into t values (1001, 'after'); update t set name = 'changed' where id < 50; commit
            insert into t select n, 'many' from generate_series(2000, 2400) n
            """));
        await Following.ShouldBeEqualAsync(fanout, "select id, name from t order by id");
        (await fanout.Target.RowsAsync("select id, n from t where id in (1, 2, 1000, 1001) order by id")).ShouldBe(["(1,0)", "(2,2)", "(1000,1)", "(1001,)"]);
    }

    [Test, Row("DROP / RENAME / TYPE change")]
    public async Task DROP_RENAME_TYPE_change_of_a_label_that_the_target_does_not_know_stops_the_sink()
    {
        await using var fanout = await Fanout.CreateAsync("create type mood as enum ('sad', 'happy', 'calm'); create table m (id int primary key, feeling mood); insert into m values (1, 'sad')");
        await fanout.Target.ExecuteAsync("create type mood as enum ('sad', 'happy')");
        await Following.ShouldStopAndGoOnAsync(fanout, "insert into m values (2, 'calm')", "invalid input value for enum", "alter type mood add value 'calm'", "m");
    }

    [Test, Row("Generated columns")]
    public Task Generated_columns_that_come_later_are_generated_on_the_target_too() =>
        Following.ShouldEndEqualAsync(
            Table, "alter table t add column twice int generated always as (n * 2) stored, add column more text\nupdate t set n = n + 1 where id < 100\ninsert into t (id, name, n) values (1000, 'new', 8)",
            ["select id, name, n, twice, more from t order by id"]);
}
