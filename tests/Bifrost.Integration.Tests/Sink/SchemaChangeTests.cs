using Bifrost.Integration.Tests.Engine;
using Bifrost.Integration.Tests.HardCases;
using Bifrost.Replication.Failures;

namespace Bifrost.Integration.Tests.Sink;

public sealed class SchemaChangeTests
{
    private const string Table = "create table t (id int primary key, name text); insert into t select n, 'row ' || n from generate_series(1, 20) n";

    [Test]
    public async Task Tables_whose_rows_come_together_are_asked_for_together()
    {
        string[] tables = [.. Enumerable.Range(1, 40).Select(static n => $"t{n}")];
        await using var fanout = await Fanout.CreateAsync(string.Join("; ", tables.Select(static t => $"create table {t} (id int primary key, note text)")));
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        const string sessions = "select sessions from pg_stat_database where datname = current_database()";
        var before = await fanout.Source.ScalarAsync<long>(sessions);
        await fanout.Source.ExecuteAsync($"begin; {string.Join("; ", tables.Select(static t => $"insert into {t} values (1, 'a')"))}; commit");
        await fanout.CaughtUpAsync(sink);
        await sink.StopAsync();
        (await fanout.Source.ScalarAsync<long>(sessions)).ShouldBeLessThan(before + 20);
        await Following.ShouldBeEqualAsync(fanout, tables);
    }

    [Test]
    public async Task A_table_that_is_altered_between_two_batches_is_asked_for_again()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key); create table u (id int primary key); insert into t values (1)");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("insert into u values (1)");
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("alter table t add column note text default 'old'; insert into t values (2, 'new')");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "t", "u");
    }

    [Test, Row("ADD COLUMN"), Row("Schema change mid-stream")]
    public async Task A_column_that_is_added_is_added_with_what_the_source_gave_to_rows_that_were_there()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync(
            "alter table t add column at timestamptz not null default now(); alter table t add column plain int; insert into t (id, name, plain) values (100, 'x', 5); alter table t drop column name; insert into t (id) values (101)");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("t", columns: "id, at, plain");
        (await fanout.Target.ScalarAsync<string>("select name from t where id = 1")).ShouldBe("row 1");
    }

    [Test, Row("DROP / RENAME / TYPE change")]
    public async Task A_renamed_column_stops_the_sink_and_goes_on_when_the_target_was_renamed_too()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("alter table t rename column name to title; insert into t values (100, 'x')");
        var failure = await sink.FailsAsync();
        failure.Kind.ShouldBe(FailureKind.SchemaChanged);
        failure.Message.ShouldContain("rename column \"name\" to \"title\"");
        await fanout.Target.ExecuteAsync("alter table t rename column name to title");
        await fanout.CaughtUpAsync(fanout.Start());
        await fanout.ShouldBeEqualAsync("t");
    }

    [Test, Row("DROP / RENAME / TYPE change")]
    public async Task A_changed_type_stops_the_sink_and_goes_on_when_the_target_was_changed_too()
    {
        await using var fanout = await Fanout.CreateAsync(Table + "; create table n (id int primary key, v int)");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("alter table n alter column v type bigint; insert into n values (1, 5000000000)");
        (await sink.FailsAsync()).Message.ShouldContain("alter column \"v\" type bigint");
        await fanout.Target.ExecuteAsync("alter table n alter column v type bigint");
        await fanout.CaughtUpAsync(fanout.Start());
        await fanout.ShouldBeEqualAsync("n");
    }

    [Test, Row("DROP / RENAME / TYPE change")]
    public async Task A_table_that_was_dropped_and_made_again_stops_the_sink()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("drop table t; create table t (id int primary key, name text); insert into t values (1, 'again')");
        (await sink.FailsAsync()).Kind.ShouldBe(FailureKind.SchemaChanged);
    }

    [Test]
    public async Task A_type_that_the_target_lacks_is_named_with_its_column_and_nothing_is_created()
    {
        await using var fanout = await Fanout.CreateAsync("create type mood as enum ('sad', 'happy'); create table m (id int primary key, feeling mood)");
        var failure = await fanout.Start().FailsAsync();
        failure.Message.ShouldContain("column feeling (public.mood)");
        (await fanout.Target.ScalarAsync<bool>("select exists (select 1 from pg_tables where tablename = 'm')")).ShouldBeFalse();
        await fanout.Target.ExecuteAsync("create type mood as enum ('sad', 'happy')");
        await fanout.CaughtUpAsync(fanout.Start());
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
    }

    [Test, Row("Tables added")]
    public async Task A_table_that_is_made_while_the_sink_runs_is_created_with_its_rows()
    {
        await using var fanout = await Fanout.CreateAsync(Table);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("create table late (a int, b text default 'b', primary key (a)); insert into late (a) values (1)");
        await fanout.Target.WaitUntilAsync("exists (select 1 from bifrost.signals_taken where type = 'first-snapshot' and state = 'done')").OrEndOf(sink);
        await fanout.ShouldBeEqualAsync("late");
    }
}
