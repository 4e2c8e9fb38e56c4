using Bifrost.Integration.Tests.Engine;
using Bifrost.Replication;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.HardCases;

/// <summary>Tables that join a stream that runs.</summary>
[Parallelizable]
public sealed class JoiningTests
{
    /// <summary>
    /// The sink takes the schema public; three tables come into it with their rows, as they do by ALTER TABLE … SET SCHEMA or by a longer list of tables. Two have no key, so that a row that
    /// came twice shows; one has large values, which an update does not send.
    /// </summary>
    private const string Tables =
        """
        do $$ begin execute format('alter database %I set search_path = public, hidden', current_database()); end $$;
        create schema hidden; create table public.a (id int primary key, note text);
        create table hidden.late (id int primary key, note text, big text); create table hidden.plain (n int); create table hidden.whole (n int, note text);
        alter table hidden.late alter column big set storage external; alter table hidden.whole replica identity full;
        insert into hidden.late select n, 'before', repeat('x' || n, 1500) from generate_series(1, 300) n; insert into hidden.plain select n % 7 from generate_series(1, 300) n;
        insert into hidden.whole select n % 7, 'before' from generate_series(1, 300) n
        """;

    private const string Join = "alter table late set schema public; alter table plain set schema public; alter table whole set schema public";

    private static readonly string[] Compared = ["a", "select id, note, md5(big) from late order by id", "plain", "whole"];

    [Test, Row("Tables added")]
    public async Task Tables_added_with_rows_and_changed_at_once_join_without_a_gap_or_a_doubled_row()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = Start(fanout);
        await fanout.CaughtUpAsync(sink);
        var writing = fanout.Source.ExecuteAsync(
            "do $$ begin for i in 1..300 loop insert into plain values (i); update late set note = 'round ' || i where id = i; insert into late values (1000 + i, 'new', null); "
            + "delete from whole where ctid = (select min(ctid) from whole); insert into whole values (i, 'new'), (i, 'new'); insert into a values (i, 'a'); commit; end loop; end $$");
        // One by one: locks on all three at once would meet the writer's the other way round.
        foreach (var statement in Join.Split("; "))
            await fanout.Source.ExecuteAsync(statement);
        await writing;
        await fanout.Source.ExecuteAsync("update late set note = 'last' where id < 20; delete from late where id = 5; insert into plain values (-1), (-1)");
        await JoinedAsync(fanout, sink, 3);
        await Following.ShouldBeEqualAsync(fanout, Compared);
        await fanout.Source.ExecuteAsync("update late set note = 'after' where id < 30; insert into plain values (-2); delete from whole where n = 3; insert into a values (-1, 'a')");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, Compared);
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
    }

    [Test, Row("Tables added")]
    public async Task Tables_added_while_the_sink_was_away_are_copied_though_nobody_writes_to_them()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var first = Start(fanout);
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await fanout.Source.ExecuteAsync(Join);
        await fanout.Source.ExecuteAsync("insert into a values (1, 'a')");
        var second = Start(fanout);
        await JoinedAsync(fanout, second, 3);
        await fanout.CaughtUpAsync(second);
        await Following.ShouldBeEqualAsync(fanout, Compared);
        second.Status.SnapshotRows.ShouldBe(900);
    }

    [TestCase(Failpoints.ViewReached)]
    [TestCase(Failpoints.RowsWritten)]
    [TestCase(Failpoints.CommitSent)]
    [Row("Tables added")]
    public async Task Tables_added_join_also_where_the_sink_dies_in_the_middle(string point)
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var first = Start(fanout);
        await fanout.CaughtUpAsync(first);
        var isArmed = false;
        fanout.Failpoints.Hook = (at, _) =>
        {
            isArmed |= at == Failpoints.ViewReached;
            return isArmed && at == point ? throw new ReplicationException(FailureKind.Protocol, "killed by the test") : Task.CompletedTask;
        };
        await fanout.Source.ExecuteAsync(Join);
        await fanout.Source.ExecuteAsync("update late set note = 'first' where id = 1; insert into plain values (-1); delete from whole where n = 1");
        (await first.FailsAsync()).Message.ShouldContain("killed by the test");
        fanout.Failpoints.Hook = null;
        await fanout.Source.ExecuteAsync("update late set note = 'second' where id = 2; insert into plain values (-2); delete from whole where n = 2");
        var second = Start(fanout);
        await JoinedAsync(fanout, second, 3);
        await fanout.CaughtUpAsync(second);
        await Following.ShouldBeEqualAsync(fanout, Compared);
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
    }

    [Test, Row("Tables added")]
    public async Task Tables_added_that_cannot_be_copied_stop_the_sink_until_they_can()
    {
        await using var fanout = await Fanout.CreateAsync("create table a (id int primary key)");
        var sink = Start(fanout);
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("create type mood as enum ('sad', 'happy'); create table m (id int primary key, feeling mood); insert into m values (1, 'sad')");
        (await sink.FailsAsync()).Message.ShouldContain("column feeling (public.mood)");
        (await Start(fanout).FailsAsync()).Message.ShouldContain("column feeling (public.mood)");
        await fanout.Target.ExecuteAsync("create type mood as enum ('sad', 'happy')");
        var again = Start(fanout);
        await JoinedAsync(fanout, again, 1);
        await Following.ShouldBeEqualAsync(fanout, "m");
    }

    [Test, Row("Tables added")]
    public async Task Tables_added_a_second_time_are_copied_again_and_those_dropped_at_once_are_let_go()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        await fanout.Source.ExecuteAsync("alter table late set schema public");
        var first = Start(fanout);
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await fanout.Source.ExecuteAsync("alter table late set schema hidden");
        var second = Start(fanout);
        await fanout.Source.ExecuteAsync("update late set note = 'missed' where id <= 10; delete from late where id = 11; insert into a values (1, 'a')");
        await fanout.CaughtUpAsync(second);
        await second.StopAsync();
        await fanout.Source.ExecuteAsync("alter table late set schema public");
        await fanout.Source.ExecuteAsync("create table public.gone (id int primary key)");
        await fanout.Source.ExecuteAsync("insert into gone values (1)");
        await fanout.Source.ExecuteAsync("drop table gone");
        await fanout.Source.ExecuteAsync("update late set note = 'seen' where id = 12");
        var third = Start(fanout);
        await JoinedAsync(fanout, third, 2);
        await Following.ShouldBeEqualAsync(fanout, "a", Compared[1]);
        (await fanout.Target.ScalarAsync<bool>("select to_regclass('public.gone') is null")).ShouldBeTrue();
    }

    /// <summary>What an unlogged table held is not in the log, and is not written to it as rows when it is made a logged one.</summary>
    [Test, Row("Tables added")]
    public async Task Tables_added_by_making_them_logged_bring_their_rows()
    {
        await using var fanout = await Fanout.CreateAsync("create table a (id int primary key); create unlogged table fast (id int primary key, note text); insert into fast select n, 'unlogged' from generate_series(1, 300) n");
        var sink = Start(fanout);
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("alter table fast set logged");
        await fanout.Source.ExecuteAsync("update fast set note = 'logged' where id = 1");
        await JoinedAsync(fanout, sink, 1);
        await Following.ShouldBeEqualAsync(fanout, "fast");
    }

    [Test, Row("Tables added")]
    public async Task Tables_added_where_no_rows_are_to_be_copied_are_followed_from_their_first_change_on()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        fanout.Settings = fanout.Settings with { SnapshotMode = SnapshotMode.NoData };
        var sink = Start(fanout);
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync(Join);
        await fanout.Source.ExecuteAsync("insert into late values (2000, 'new', null)");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.RowsAsync("select id, note from late")).ShouldBe(["(2000,new)"]);
    }

    private static RunningSink Start(Fanout fanout) => fanout.Start(router: new PlainRouter("public"));

    private static async Task JoinedAsync(Fanout fanout, RunningSink sink, int tables)
    {
        await fanout.Target.WaitUntilAsync($"(select count(*) from bifrost.signals_taken where type = 'first-snapshot' and state = 'done') >= {tables}").OrEndOf(sink);
        await fanout.CaughtUpAsync(sink);
    }
}
