using System.Threading.Channels;
using Bifrost.Integration.Tests.HardCases;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Integration.Tests.Source;

/// <summary>A large transaction, and what waits behind it, comes in one answer; nothing of what comes may show it.</summary>
public sealed class PeekTests
{
    private const string Tables = "create table t (id int primary key, note text); create table f (a int, b text); alter table f replica identity full";

    private const int Large = 3_000;

    /// <summary>A transaction of some hundred messages is large.</summary>
    private static readonly StreamLimits Eager = new() { WatchInterval = Timeout.InfiniteTimeSpan, SampleMessages = 20, PeekFrom = 100, IdleInterval = TimeSpan.FromMilliseconds(50), DurablePatience = TimeSpan.FromMilliseconds(200) };

    private static readonly PostgresSourceReader StreamsOnly = new(TimeProvider.System, new StreamLimits { PeekFrom = int.MaxValue });

    private static readonly string[] Work =
    [
        "insert into t values (-1, 'small')",
        $"insert into t select n, repeat(md5(n::text), n % 5) from generate_series(1, {Large}) n",
        // Longer than a block, and than two.
        "insert into t select -n, repeat('x', n * 50000) from generate_series(2, 4) n",
        "begin; update t set note = note || '!' where id > 0; alter table t add n int default 7; insert into t select n, null, n from generate_series(10001, 10200) n; truncate f; commit",
        $"begin; insert into f select n, null from generate_series(1, {Large}) n; savepoint s; delete from t; rollback to s; delete from f; commit",
        "insert into t values (-9, 'last')",
    ];

    private readonly List<string> _points = [];

    [SetUp]
    public void Forget() => _points.Clear();

    [Test, Row("Large transaction")]
    public async Task What_is_peeked_is_what_is_streamed_and_the_stream_goes_on_behind_it()
    {
        await using var source = await CreateAsync(Eager);
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        var peeked = await TakeAsync(source, source.Start, null);
        await source.Database.ExecuteAsync("insert into t values (-10, 'live')");
        StreamedSource.Print(await StreamedSource.NextAsync(peeked.Events)).ShouldBe(["I public.t (-10,live,7)"]);
        await source.StopReadersAsync();
        var streamed = await TakeAsync(source, source.Start, StreamsOnly);

        _points.ShouldBe([Failpoints.StreamAsked, Failpoints.PeekAsked, Failpoints.StreamResumed]);
        for (var i = 0; i < Work.Length; i++)
        {
            var (expected, actual) = (streamed.Transactions[i], peeked.Transactions[i]);
            (actual.Xid, actual.CommitLsn, actual.EndLsn, actual.CommitTime, actual.Bytes).ShouldBe((expected.Xid, expected.CommitLsn, expected.EndLsn, expected.CommitTime, expected.Bytes));
            StreamedSource.Print(actual).ShouldBe(StreamedSource.Print(expected));
        }
    }

    [Test]
    public async Task What_was_acknowledged_before_a_peek_and_in_it_is_let_go_of_and_nothing_else()
    {
        await using var source = await CreateAsync(Eager);
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        var (stream, events) = source.Read(source.Start);
        var first = await StreamedSource.NextAsync(events);
        stream.Acknowledge(first.EndLsn);
        var second = await StreamedSource.NextAsync(events);
        stream.Acknowledge(second.EndLsn);
        for (var i = 2; i < Work.Length; i++)
            await StreamedSource.NextAsync(events);
        await source.Database.WaitUntilAsync($"(select confirmed_flush_lsn = '{second.EndLsn}' and active from pg_replication_slots where slot_name = '{source.Slot}')");
        await source.StopReadersAsync();
        (await TakeAsync(source, second.EndLsn, StreamsOnly, Work.Length - 2)).Transactions[^1].Changes.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_slot_that_reaches_far_back_is_not_peeked()
    {
        await using var source = await CreateAsync(Eager with { PeekBytes = 1024 });
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        await TakeAsync(source, source.Start, null);
        _points.ShouldBe([Failpoints.StreamAsked]);
    }

    [Test]
    public async Task A_transaction_of_few_messages_is_not_peeked_however_much_others_write_beside_it()
    {
        await using var source = await CreateAsync(Eager);
        await using var slow = await source.Database.OpenAsync();
        await using var small = new NpgsqlCommand("begin; insert into t values (1, 'small')", slow);
        await small.ExecuteNonQueryAsync();
        await source.Database.ExecuteAsync("insert into t select -n, 'x' from generate_series(1, 30) n");
        await using var end = new NpgsqlCommand("commit", slow);
        await end.ExecuteNonQueryAsync();
        await TakeAsync(source, source.Start, null, 2);
        _points.ShouldBe([Failpoints.StreamAsked]);
    }

    [TestCase(Failpoints.PeekAsked)]
    [TestCase(Failpoints.StreamResumed)]
    public async Task A_stop_around_a_peek_lets_go_of_the_slot_and_loses_nothing(string point)
    {
        using var reached = new SemaphoreSlim(0);
        await using var source = await CreateAsync(Eager, async (at, cancellation) =>
        {
            if (at != point)
                return;
            reached.Release();
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        });
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        source.Read(source.Start);
        await reached.WaitAsync();
        await source.StopReadersAsync();
        await source.Database.WaitUntilAsync($"(select not active from pg_replication_slots where slot_name = '{source.Slot}')");
        await TakeAsync(source, source.Start, StreamsOnly);
    }

    /// <summary>What had been read filled the queue, nobody took from it before the slot was seen to be held, and it no longer was.</summary>
    [Test]
    public async Task A_peek_that_the_server_has_done_with_before_anybody_looks_is_taken()
    {
        StreamedSource? here = null;
        await using var source = await CreateAsync(Eager with { QueueBytes = 1024 }, (at, _) => at == Failpoints.PeekAsked
            ? here!.Database.WaitUntilAsync($"(select not active from pg_replication_slots where slot_name = '{here.Slot}')")
            : Task.CompletedTask);
        here = source;
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        await TakeAsync(source, source.Start, null);
    }

    /// <summary>Another worker of the sink would take over from one that is well.</summary>
    [Test]
    public async Task A_slot_that_no_session_holds_for_a_while_is_not_free_for_another_reading()
    {
        StreamedSource? here = null;
        await using var source = await CreateAsync(Eager, async (at, _) =>
        {
            if (at != Failpoints.PeekAsked)
                return;
            await here!.Database.WaitUntilAsync($"(select not active from pg_replication_slots where slot_name = '{here.Slot}')");
            var (_, other) = here.Read(here.Start, StreamsOnly);
            (await Should.ThrowAsync<ReplicationException>(StreamedSource.NextAsync(other))).Kind.ShouldBe(FailureKind.SlotInUse);
            _points.Add(at);
        });
        here = source;
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        await TakeAsync(source, source.Start, null);
        _points.ShouldBe([Failpoints.PeekAsked]);
    }

    /// <summary>An answer that is being sent keeps the source's old row versions.</summary>
    [Test]
    public async Task An_answer_that_nobody_takes_is_given_up_and_read_again_from_what_was_taken()
    {
        await using var source = await CreateAsync(Eager with { QueueBytes = 1024, AnswerPatience = TimeSpan.FromMilliseconds(300) });
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        await using var stream = source.Reader.OpenStream(source.Settings, source.Slot);
        await using var events = stream.ReadAsync(source.Start, default).GetAsyncEnumerator();
        var (taken, session) = (new List<string>(), 0);
        while (taken.Count < Work.Length)
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            if (events.Current is not TransactionCommitted { Transaction: var transaction })
                continue;
            taken.Add(string.Join('\n', StreamedSource.Print(transaction)));
            if (taken.Count != 2)
                continue;
            session = await source.Database.ScalarAsync<int>("select pid from pg_stat_activity where datname = current_database() and application_name like 'bifrost peek%'");
            await source.Database.WaitUntilAsync($"not exists (select from pg_locks where pid = {session})");
        }

        session.ShouldNotBe(0);
        await events.DisposeAsync();
        var streamed = await TakeAsync(source, source.Start, StreamsOnly);
        taken.ShouldBe(streamed.Transactions.Select(static transaction => string.Join('\n', StreamedSource.Print(transaction))));
    }

    /// <summary>A target that fails would make the source decode everything at each attempt.</summary>
    [Test]
    public async Task What_was_peeked_and_not_applied_is_streamed_by_the_next_attempt_and_what_comes_after_it_is_peeked()
    {
        await using var source = await CreateAsync(Eager);
        foreach (var work in Work[..2])
            await source.Database.ExecuteAsync(work);
        var first = (await TakeAsync(source, source.Start, null, 2)).Transactions[0];
        await source.StopReadersAsync();
        _points.ShouldContain(Failpoints.PeekAsked);
        _points.Clear();
        var (_, events) = await TakeAsync(source, first.EndLsn, null, 1);
        _points.ShouldBe([Failpoints.StreamAsked]);
        await source.Database.ExecuteAsync("update t set note = 'again' where id > 0");
        (await StreamedSource.NextAsync(events)).Changes.Count.ShouldBe(Large);
        _points.ShouldContain(Failpoints.PeekAsked);
    }

    [Test]
    public async Task Where_the_server_has_no_room_for_an_answer_it_is_streamed()
    {
        await using var source = await CreateAsync(Eager);
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        await source.Database.ExecuteAsync($"alter database \"{source.Database.Name}\" set work_mem = '64kB'; alter database \"{source.Database.Name}\" set temp_file_limit = '256kB'");
        await TakeAsync(source, source.Start, null);
        _points.ShouldBe([Failpoints.StreamAsked, Failpoints.PeekAsked, Failpoints.StreamResumed]);
    }

    [Test]
    public async Task A_large_log_without_a_change_of_ours_is_peeked_once_and_then_followed()
    {
        await using var source = await CreateAsync(Eager with { PeekBacklogBytes = 64 * 1024 });
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        await source.Database.ExecuteAsync("select pg_logical_emit_message(false, 'x', repeat('x', 1000)) from generate_series(1, 1000)");
        var (_, events) = source.Read(source.Start);
        await StreamedSource.NextAsync(events);
        await source.Database.ExecuteAsync("insert into t values (2, 'b')");
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (2,b)"]);
        _points.ShouldBe([Failpoints.StreamAsked, Failpoints.StreamResumed]);
    }

    [Test]
    public async Task A_peek_whose_session_the_server_ends_fails_as_a_stream_does()
    {
        await using var source = await CreateAsync(Eager with { QueueBytes = 1024 });
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        // More than sockets hold: nobody takes the rest, so the answer is not sent to its end.
        await source.Database.ExecuteAsync("insert into t select -100 - n, repeat('x', 500000) from generate_series(1, 60) n");
        var stream = source.Reader.OpenStream(source.Settings, source.Slot);
        await using var events = stream.ReadAsync(source.Start, default).GetAsyncEnumerator();
        for (var i = 0; i < 3; i++)
            await events.MoveNextAsync();
        await source.Database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'bifrost peek%'");
        var failure = await Should.ThrowAsync<ReplicationException>(async () =>
        {
            while (await events.MoveNextAsync())
                ((events.Current as TransactionCommitted)?.Transaction.Changes as IDisposable)?.Dispose();
        });
        failure.Kind.ShouldBe(FailureKind.Unavailable, failure.Message);
        await events.DisposeAsync();
        await TakeAsync(source, source.Start, StreamsOnly, Work.Length + 1);
    }

    [Test]
    public async Task Two_sinks_that_need_the_same_heap_share_one_answer()
    {
        var (source, behind, asked) = await CreateSharedAsync(Eager);
        await using var _ = source;
        var here = source.Read(source.Start).Events;
        await asked;
        var there = source.Read(behind, slot: Other(source)).Events;
        var first = await PrintAsync(here);
        var second = await PrintAsync(there);
        await source.Database.ExecuteAsync("insert into t values (-10, 'live')");
        foreach (var events in new[] { here, there })
            StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (-10,live,7)"]);
        await source.StopReadersAsync();

        source.Reader.Peeks.Asked.ShouldBe(1);
        var streamed = await PrintAsync(source.Read(source.Start, StreamsOnly).Events);
        first.ShouldBe(streamed);
        second.ShouldBe(streamed);
    }

    /// <summary>One sink's trouble is not another's, whoever's slot is read.</summary>
    [TestCase("the one that asked", "takes no more")]
    [TestCase("the one that asked", "stops")]
    [TestCase("the one that joined", "takes no more")]
    [TestCase("the one that joined", "stops")]
    public async Task A_shared_answer_is_nobodys_to_hold_up(string who, string what)
    {
        var (source, behind, asked) = await CreateSharedAsync(Eager with { QueueBytes = 1024, SharePatience = TimeSpan.FromMilliseconds(100) });
        await using var _ = source;
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var illFirst = who == "the one that asked";
        await using var stream = source.Reader.OpenStream(source.Settings, illFirst ? source.Slot : Other(source));
        var ill = illFirst ? Task.Run(() => TakeAndWaitAsync(stream, source.Start, what == "stops" ? null : resume.Task)) : null;
        var well = illFirst ? null : source.Read(source.Start).Events;
        await asked;
        ill ??= Task.Run(() => TakeAndWaitAsync(stream, behind, what == "stops" ? null : resume.Task));
        well ??= source.Read(behind, slot: Other(source)).Events;

        var taken = await PrintAsync(well);
        resume.SetResult();
        var late = await ill;
        await source.StopReadersAsync();
        var streamed = await PrintAsync(source.Read(source.Start, StreamsOnly).Events);
        taken.ShouldBe(streamed);
        late.ShouldBe(what == "stops" ? streamed[..2] : streamed);
    }

    private static string Other(StreamedSource source) => source.Slot + "_b";

    private static string Text(SourceTransaction transaction) => string.Join('\n', StreamedSource.Print(transaction));

    private static async Task<string[]> PrintAsync(ChannelReader<SourceEvent> events)
    {
        var texts = new string[Work.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Text(await StreamedSource.NextAsync(events));
        return texts;
    }

    /// <summary>Takes what the stream gave and the first of the answer; then stops, or waits and takes the rest.</summary>
    private static async Task<string[]> TakeAndWaitAsync(IChangeSource stream, Lsn after, Task? resume)
    {
        var texts = new List<string>();
        await foreach (var item in stream.ReadAsync(after, default))
        {
            if (item is not TransactionCommitted { Transaction: var transaction })
                continue;
            texts.Add(Text(transaction));
            if (texts.Count == 2 && resume is null)
                break;
            if (texts.Count == 2)
                await resume!;
            if (texts.Count == Work.Length)
                break;
        }

        return [.. texts];
    }

    /// <summary>With a second slot, and all the work done. An answer goes on only when two have asked for it.</summary>
    /// <returns>With where the second slot begins, and what ends when the first has asked.</returns>
    private static async Task<(StreamedSource Source, Lsn Behind, Task Asked)> CreateSharedAsync(StreamLimits limits)
    {
        var (first, both, asked) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        // The streams leave the rest before so much has come: only the answer goes to disk.
        var source = await StreamedSource.CreateAsync(Tables, limits with { TransactionBytes = 64 << 10 }, failpoints: new Failpoints
        {
            Hook = (at, _) =>
            {
                if (at == Failpoints.PeekAsked)
                {
                    if (Interlocked.Increment(ref asked) == 2)
                        both.TrySetResult();
                    first.TrySetResult();
                }

                return at == Failpoints.SpillBegun ? both.Task : Task.CompletedTask;
            },
        });
        var behind = await source.Reader.Slots.CreateAsync(source.Settings, Other(source), default);
        foreach (var work in Work)
            await source.Database.ExecuteAsync(work);
        return (source, behind, first.Task);
    }

    private async Task<StreamedSource> CreateAsync(StreamLimits limits, Func<string, CancellationToken, Task>? hook = null) =>
        await StreamedSource.CreateAsync(Tables, limits, failpoints: new Failpoints
        {
            Hook = hook ?? ((at, _) =>
            {
                _points.Add(at);
                return Task.CompletedTask;
            }),
        });

    private static async Task<(IReadOnlyList<SourceTransaction> Transactions, ChannelReader<SourceEvent> Events)> TakeAsync(
        StreamedSource source, Lsn after, PostgresSourceReader? with, int? count = null)
    {
        var (_, events) = source.Read(after, with);
        var transactions = new List<SourceTransaction>();
        for (var i = 0; i < (count ?? Work.Length); i++)
            transactions.Add(await StreamedSource.NextAsync(events));
        return (transactions, events);
    }
}
