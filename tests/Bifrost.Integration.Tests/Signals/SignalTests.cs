using Bifrost.Integration.Tests.Engine;
using Bifrost.Integration.Tests.HardCases;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Signals;

/// <summary>Rows of the source's table of signals, and what the sinks do about them.</summary>
public sealed class SignalTests
{
    private const string Tables =
        """
        create schema bifrost; create table bifrost.signals (id varchar(64) primary key, type varchar(32) not null, data text);
        create schema raw;
        create table raw.a (id int primary key, note text);
        create table raw.b (id int primary key, a_id int references raw.a, doubled int generated always as (a_id * 2) stored);
        insert into raw.a select n, 'row ' || n from generate_series(1, 100) n;
        insert into raw.b (id, a_id) select n, n from generate_series(1, 50) n
        """;

    private const string Harm = "update raw.a set note = 'harmed' where id = 1; delete from raw.b where id <= 10; insert into raw.a values (9000, 'only here')";

    [TestCase("incremental")]
    [TestCase("blocking")]
    public async Task Rows_that_the_replica_lost_or_has_otherwise_come_back_and_rows_beyond_stay(string kind)
    {
        await using var fanout = await SignalledAsync();
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync(Harm);
        await AskAsync(fanout, "one", $$"""{"type": "{{kind}}", "data-collections": ["raw\\..*"]}""");
        await EndedAsync(fanout, sink, "one", "done");
        (await fanout.Target.RowsAsync("select id, note from raw.a where id in (1, 9000) order by 1")).ShouldBe(["(1,\"row 1\")", "(9000,\"only here\")"]);
        await fanout.ShouldBeEqualAsync("raw.b");
        (await fanout.Target.RowsAsync("select copied_rows, note like 'Copied 150 rows of raw.a, raw.b, as they were at %' from bifrost.signals_taken")).ShouldBe(["(150,t)"]);
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
        (await fanout.Target.RowsAsync("select 1 from pg_tables where tablename = 'signals'")).ShouldBeEmpty();
    }

    [Test]
    public async Task Each_sink_answers_for_itself_and_one_that_was_down_answers_later()
    {
        await using var fanout = await SignalledAsync(targets: 2);
        RunningSink[] sinks = [fanout.Start(0), fanout.Start(1)];
        await fanout.CaughtUpAsync(sinks[0], 0);
        await fanout.CaughtUpAsync(sinks[1], 1);
        await sinks[1].StopAsync();
        foreach (var target in fanout.Targets)
            await target.ExecuteAsync("delete from raw.b");
        await AskAsync(fanout, "both", """{"data-collections": ["raw.b"]}""");
        await EndedAsync(fanout, sinks[0], "both", "done");
        (await fanout.Targets[1].ScalarAsync<long>("select count(*) from raw.b")).ShouldBe(0);
        await EndedAsync(fanout, fanout.Start(1), "both", "done", target: 1);
        await fanout.ShouldBeEqualAsync("raw.b", 0);
        await fanout.ShouldBeEqualAsync("raw.b", 1);
    }

    [Test]
    public async Task Writers_that_go_on_meanwhile_are_neither_lost_nor_undone_and_no_reader_sees_a_torn_state()
    {
        await using var fanout = await SignalledAsync("create table raw.left_side (id int primary key, n int); create table raw.right_side (id int primary key, n int); insert into raw.left_side select g, 0 from generate_series(1, 50) g; insert into raw.right_side select g, 0 from generate_series(1, 50) g");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(() => fanout.Source.ExecuteAsync(
            "do $$ begin for i in 1..1500 loop update raw.left_side set n = n + 1 where id = 1 + i % 50; update raw.right_side set n = n + 1 where id = 1 + i % 50; commit; end loop; end $$"));
        var torn = Task.Run(async () =>
        {
            var seen = 0L;
            while (!done.IsCancellationRequested)
                seen += await fanout.Target.ScalarAsync<long>("select count(*) from raw.left_side l join raw.right_side r using (id) where l.n <> r.n");
            return seen;
        });
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(fanout, $"s{i}", """{"data-collections": ["raw.(left|right)_side"]}""");
            await EndedAsync(fanout, sink, $"s{i}", "done");
        }

        await writing;
        await fanout.CaughtUpAsync(sink);
        await done.CancelAsync();
        (await torn).ShouldBe(0);
        await fanout.ShouldBeEqualAsync("raw.left_side");
        await fanout.ShouldBeEqualAsync("raw.right_side");
    }

    [TestCase(Failpoints.RowsWritten)]
    [TestCase(Failpoints.CommitSent)]
    [TestCase(Failpoints.ViewReached)]
    public async Task A_sink_that_dies_in_the_middle_does_it_after_its_restart(string point)
    {
        await using var fanout = await SignalledAsync();
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        await fanout.Target.ExecuteAsync("delete from raw.b; update raw.a set note = 'harmed'");
        var isArmed = false;
        fanout.Failpoints.Hook = (at, _) =>
        {
            if (at == Failpoints.ViewReached)
                isArmed = true;
            return isArmed && at == point ? throw new ReplicationException(FailureKind.Protocol, "killed by the test") : Task.CompletedTask;
        };
        await AskAsync(fanout, "one", """{"data-collections": ["raw.a", "raw.b"]}""");
        (await first.FailsAsync()).Message.ShouldContain("killed by the test");
        fanout.Failpoints.Hook = null;
        await fanout.Source.ExecuteAsync("update raw.a set note = 'later' where id = 7; delete from raw.b where id = 7");
        var second = fanout.Start();
        await EndedAsync(fanout, second, "one", "done");
        await fanout.CaughtUpAsync(second);
        await fanout.ShouldBeEqualAsync("raw.a");
        await fanout.ShouldBeEqualAsync("raw.b");
        (await fanout.SlotsAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_condition_limits_what_is_copied()
    {
        await using var fanout = await SignalledAsync();
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("update raw.a set note = 'harmed'");
        await AskAsync(fanout, "where", """{"data-collections": ["raw.a"], "additional-conditions": [{"data-collection": "raw.a", "filter": "id <= 10 -- the first"}]}""");
        await EndedAsync(fanout, sink, "where", "done");
        (await fanout.Target.ScalarAsync<long>("select count(*) from raw.a where note = 'harmed'")).ShouldBe(90);
        await AskAsync(fanout, "select", """{"type": "BLOCKING", "data-collections": ["raw.a"], "additional-conditions": [{"data-collection": "raw.a", "filter": "select * from raw.a where id <= 20"}]}""");
        await EndedAsync(fanout, sink, "select", "done");
        (await fanout.Target.ScalarAsync<long>("select count(*) from raw.a where note = 'harmed'")).ShouldBe(80);
    }

    private static readonly (string Type, string Data, string State, string Says)[] Odd =
    [
        ("execute-snapshot", """{"data-collections": ["raw.nothing"]}""", "done", "this sink follows no table that raw.nothing names"),
        ("execute-snapshot", """{"data-collections": """, "refused", "its data is no JSON"),
        ("execute-snapshot", "[]", "refused", "another kind"),
        ("execute-snapshot", """{"data-collections": []}""", "refused", "its data has no 'data-collections'"),
        ("execute-snapshot", """{"type": "sudden", "data-collections": ["raw.a"]}""", "refused", "known are incremental and blocking"),
        ("execute-snapshot", """{"data-collections": ["raw.("]}""", "refused", "'raw.(' is no regular expression"),
        ("execute-snapshot", """{"data-collections": ["raw.a"], "additional-conditions": [{"data-collection": "raw.a", "filter": "no_such_column = 1"}]}""", "refused", "no_such_column"),
        ("execute-snapshot", """{"data-collections": ["raw.a"], "additional-conditions": [{"data-collection": "raw.a", "filter": "true); drop table raw.a; --"}]}""", "refused", "a filter of its additional-conditions holds ';'"),
        ("execute-snapshot", """{"data-collections": ["raw.keyless"]}""", "refused", "has no key by which its rows could be replaced"),
        ("make-coffee", "{}", "refused", "the type is not known; known are execute-snapshot"),
        ("schema-changes", "{}", "refused", "there is none here"),
        ("log", """{"message": "hello"}""", "done", "The signal says: hello"),
    ];

    [Test]
    public async Task What_cannot_be_done_is_said_and_the_stream_goes_on()
    {
        await using var fanout = await SignalledAsync("create table raw.keyless (n int)");
        var sink = fanout.Start();
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();
        sink.Stream.OnSignal = report => told.Enqueue(report.Message);
        await fanout.CaughtUpAsync(sink);
        for (var i = 0; i < Odd.Length; i++)
            await SignalAsync(fanout, $"s{i}", Odd[i].Type, Odd[i].Data);
        for (var i = 0; i < Odd.Length; i++)
        {
            await EndedAsync(fanout, sink, $"s{i}", Odd[i].State);
            (await fanout.Target.ScalarAsync<string>($"select note from bifrost.signals_taken where id = 's{i}'"))!.ShouldContain(Odd[i].Says);
            told.ShouldContain(message => message.Contains(Odd[i].Says, StringComparison.Ordinal));
        }

        await fanout.Source.ExecuteAsync("insert into raw.a values (5000, 'after')");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("raw.a");
    }

    [Test]
    public async Task What_waits_is_paused_resumed_and_stopped()
    {
        await using var fanout = await SignalledAsync();
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("delete from raw.b");
        // In one transaction: what is asked is told before it is begun.
        await fanout.Source.ExecuteAsync(
            """
            begin;
            insert into bifrost.signals values ('a', 'execute-snapshot', '{"data-collections": ["raw.b"]}'), ('p', 'pause-snapshot', null);
            commit;
            """);
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.RowsAsync("select id, state from bifrost.signals_taken order by 1")).ShouldBe(["(a,paused)", "(p,done)"]);
        (await fanout.Target.ScalarAsync<long>("select count(*) from raw.b")).ShouldBe(0);
        await SignalAsync(fanout, "r", "resume-snapshot", "{}");
        await EndedAsync(fanout, sink, "a", "done");
        await fanout.ShouldBeEqualAsync("raw.b");
        await fanout.Target.ExecuteAsync("delete from raw.b");
        await fanout.Source.ExecuteAsync(
            """
            begin;
            insert into bifrost.signals values ('c', 'execute-snapshot', '{"data-collections": ["raw.a", "raw.b"]}'), ('s', 'stop-snapshot', '{"data-collections": ["raw.b"]}');
            insert into bifrost.signals values ('d', 'execute-snapshot', '{"data-collections": ["raw.b"]}'), ('t', 'stop-snapshot', '{"data-collections": ["raw.b"], "type": "incremental"}');
            commit;
            """);
        await EndedAsync(fanout, sink, "c", "done");
        await EndedAsync(fanout, sink, "d", "stopped");
        (await fanout.Target.ScalarAsync<long>("select count(*) from raw.b")).ShouldBe(0);
    }

    [Test]
    public async Task A_row_that_the_target_refuses_refuses_the_copy_and_not_the_stream()
    {
        await using var fanout = await SignalledAsync();
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("update raw.a set note = 'harmed' where id = 5; alter table raw.a add unique (note); update raw.a set note = 'row 6' where id = 7 and false; delete from raw.a where id = 6; insert into raw.a values (9001, 'row 6')");
        await AskAsync(fanout, "one", """{"data-collections": ["raw.a"]}""");
        await EndedAsync(fanout, sink, "one", "refused");
        (await fanout.Target.ScalarAsync<string>("select note from raw.a where id = 5")).ShouldBe("harmed");
        await fanout.Source.ExecuteAsync("insert into raw.a values (5000, 'after')");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.ScalarAsync<string>("select note from raw.a where id = 5000")).ShouldBe("after");
    }

    [Test, Row("Tables added")]
    public async Task A_table_that_joined_the_publication_late_is_copied_whole_and_again_when_it_is_asked_for()
    {
        await using var fanout = await SignalledAsync();
        await fanout.Source.ExecuteAsync("drop publication bifrost_test; create publication bifrost_test for table raw.a, raw.b, bifrost.signals");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("create table raw.late (id int primary key, note text); insert into raw.late select n, 'before' from generate_series(1, 20) n; alter publication bifrost_test add table raw.late; insert into raw.late values (100, 'after')");
        await fanout.Target.WaitUntilAsync("exists (select 1 from bifrost.signals_taken where type = 'first-snapshot' and state = 'done')").OrEndOf(sink);
        await fanout.ShouldBeEqualAsync("raw.late");
        await fanout.Target.ExecuteAsync("update raw.late set note = 'harmed'");
        await AskAsync(fanout, "late", """{"data-collections": ["raw.late"]}""");
        await EndedAsync(fanout, sink, "late", "done");
        await fanout.ShouldBeEqualAsync("raw.late");
    }

    [Test]
    public async Task A_transaction_that_writes_for_long_on_the_source_holds_the_view_back_and_not_the_stream()
    {
        await using var fanout = await SignalledAsync();
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("delete from raw.b");
        await using var writer = await fanout.Source.OpenAsync();
        await using (var open = new Npgsql.NpgsqlCommand("begin; insert into raw.a values (6000, 'open')", writer))
            await open.ExecuteNonQueryAsync();
        await AskAsync(fanout, "one", """{"data-collections": ["raw.b"]}""");
        await sink.UntilAsync(static status => status.LastSignal?.Message.Contains("No view of the source could be opened", StringComparison.Ordinal) == true);
        await fanout.Source.ExecuteAsync("insert into raw.a values (6001, 'meanwhile')");
        await fanout.Target.WaitUntilAsync("exists (select 1 from raw.a where id = 6001)").OrEndOf(sink);
        (await fanout.Target.ScalarAsync<string>("select state from bifrost.signals_taken")).ShouldBe("waiting");
    }

    private static async Task<Fanout> SignalledAsync(string more = "select 1", int targets = 1)
    {
        var fanout = await Fanout.CreateAsync($"{Tables}; {more}", targets);
        fanout.Settings = fanout.Settings with { SignalTables = [new TableName("bifrost", "signals")] };
        return fanout;
    }

    private static Task AskAsync(Fanout fanout, string id, string data) => SignalAsync(fanout, id, "execute-snapshot", data);

    private static Task SignalAsync(Fanout fanout, string id, string type, string data) =>
        fanout.Source.ExecuteAsync($"insert into bifrost.signals values ('{id}', '{type}', $data${data}$data$)");

    private static Task EndedAsync(Fanout fanout, RunningSink sink, string id, string state, int target = 0) =>
        fanout.Targets[target].WaitUntilAsync($"exists (select 1 from bifrost.signals_taken where id = '{id}' and state = '{state}' and sink = 'sink-{target}')").OrEndOf(sink);
}
