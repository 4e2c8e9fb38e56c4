using System.Threading.Channels;
using Bifrost.Integration.Tests.HardCases;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Integration.Tests.Source;

/// <summary>A walsender that falls behind a busy log is left; what it would have sent comes by a peek, and nothing of what comes may show it.</summary>
public sealed class BehindTests
{
    private const string Table = "create table t (id int primary key, note text)";

    private const int Rows = 150_000;

    /// <summary>Far behind is what a walsender is within some milliseconds.</summary>
    private static readonly StreamLimits Watchful = new()
    {
        PeekFrom = int.MaxValue, PeekBacklogBytes = 128 << 10, WatchInterval = TimeSpan.FromMilliseconds(5), CalmInterval = TimeSpan.FromMilliseconds(10),
        IdleInterval = TimeSpan.FromMilliseconds(50), DurablePatience = TimeSpan.FromMilliseconds(200),
    };

    private readonly List<string> _points = [];
    private TaskCompletionSource _resumed = new();

    [SetUp]
    public void Forget()
    {
        _points.Clear();
        _resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Test, Row("Large transaction")]
    public async Task A_stream_that_falls_behind_a_large_transaction_is_left_for_a_peek_and_resumed_behind_it()
    {
        await using var source = await CreateAsync(Watchful);
        var (stream, events) = await FollowAsync(source);
        await source.Database.ExecuteAsync($"insert into t select n, md5(n::text) from generate_series(1, {Rows}) n");
        await source.Database.ExecuteAsync("insert into t values (-1, 'behind')");

        (await StreamedSource.NextAsync(events)).Changes.Count.ShouldBe(Rows);
        var last = await StreamedSource.NextAsync(events);
        StreamedSource.Print(last).ShouldBe(["I public.t (-1,behind)"]);
        stream.Acknowledge(last.EndLsn);
        await source.Database.ExecuteAsync("insert into t values (-2, 'live')");
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (-2,live)"]);
        _points.ShouldContain(Failpoints.PeekAsked);
        _points[^1].ShouldBe(Failpoints.StreamResumed);
    }

    [Test]
    public async Task A_transaction_that_stands_still_is_peeked_at_in_vain_and_arrives_whole_when_it_ends()
    {
        await using var source = await CreateAsync(Watchful);
        var (_, events) = await FollowAsync(source);
        await using var slow = await source.Database.OpenAsync();
        await using var begin = new NpgsqlCommand($"begin; insert into t select n, md5(n::text) from generate_series(1, {Rows}) n", slow);
        await begin.ExecuteNonQueryAsync();
        await source.Database.ExecuteAsync("insert into t values (-1, 'beside')");
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (-1,beside)"]);
        await using var end = new NpgsqlCommand("insert into t values (0, 'last'); commit", slow);
        await end.ExecuteNonQueryAsync();

        (await StreamedSource.NextAsync(events)).Changes.Count.ShouldBe(Rows + 1);
        _points.ShouldContain(Failpoints.PeekAsked);
    }

    /// <summary>Two that are not at the same position to the byte would otherwise decode it twice, and one of them beside the other's work.</summary>
    [Test]
    public async Task Streams_that_fall_behind_together_ask_once()
    {
        await using var source = await CreateAsync(Watchful with { PassPatience = TimeSpan.FromSeconds(10), CalmBytes = 0, CalmPatience = TimeSpan.FromMinutes(1) });
        var other = source.Slot + "_b";
        await source.Database.ExecuteAsync("insert into t values (-1, 'before the other slot')");
        var there = await source.Reader.Slots.CreateAsync(source.Settings, other, default);
        var (stream, here) = await FollowAsync(source);
        stream.Acknowledge((await StreamedSource.NextAsync(here)).EndLsn);
        var (_, beside) = await FollowAsync(source, there, other);
        await source.Database.ExecuteAsync($"insert into t select n, md5(n::text) from generate_series(1, {Rows}) n");

        foreach (var events in new[] { here, beside })
            (await StreamedSource.NextAsync(events)).Changes.Count.ShouldBe(Rows);
        source.Reader.Peeks.Asked.ShouldBe(1);
    }

    /// <summary>By itself the server notes every 15 s from where it may decode: the stream behind a peek would decode all of that once more.</summary>
    [Test]
    public async Task Behind_a_peek_the_slot_lets_go_of_all_that_it_gave()
    {
        // Nobody else's transactions, and no checkpoint that notes the same.
        await using var server = await TestServer.StartAsync("noted", "wal_level = logical", "autovacuum = off", "checkpoint_timeout = 1d", "max_wal_size = 10GB");
        await using var source = await CreateAsync(Watchful with { CalmBytes = 0, CalmPatience = TimeSpan.FromMinutes(1), DurablePatience = TimeSpan.FromMinutes(1) }, server);
        var (stream, events) = await FollowAsync(source);
        await source.Database.ExecuteAsync($"insert into t select n, md5(n::text) from generate_series(1, {Rows}) n");
        var large = await StreamedSource.NextAsync(events);
        stream.Acknowledge(large.EndLsn);
        Lsn idle = default;
        while (idle <= large.EndLsn)
            idle = await events.ReadAsync() is IdlePosition { Lsn: var position } ? position : idle;
        stream.Acknowledge(idle);
        await _resumed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        (await source.Database.ScalarAsync<bool>($"select restart_lsn >= '{large.EndLsn}' and confirmed_flush_lsn >= '{idle}' from pg_replication_slots where slot_name = '{source.Slot}'")).ShouldBeTrue();
        await source.Database.ExecuteAsync("insert into t values (-2, 'live')");
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (-2,live)"]);
        (await source.Database.ScalarAsync<long>("select count(*) from pg_replication_slots")).ShouldBe(1);
    }

    /// <summary>What comes while a stream is left is passed over, and moved the position that an idle source would have been told to have reached.</summary>
    [Test]
    public async Task Of_many_small_transactions_none_is_passed_over_however_often_the_stream_is_left()
    {
        const int writers = 4;
        const int each = 1_500;
        await using var source = await CreateAsync(Watchful with { IdleInterval = TimeSpan.FromMilliseconds(1) });
        await source.Database.ExecuteAsync($"alter database \"{source.Database.Name}\" set synchronous_commit = off");
        var (stream, events) = await FollowAsync(source);
        var writing = Task.WhenAll(Enumerable.Range(1, writers).Select(writer => WriteAsync(source, writer * Rows, each)).Append(FillAsync(source)));
        var (small, large) = (new HashSet<string>(), 0);
        while (small.Count < writers * each || large < Rows)
        {
            var transaction = await StreamedSource.NextAsync(events);
            if (transaction.Changes.Count == 1)
                small.Add(StreamedSource.Print(transaction)[0]).ShouldBeTrue();
            else
                large += transaction.Changes.Count;
            stream.Acknowledge(transaction.EndLsn);
        }

        large.ShouldBe(Rows);

        await writing;
        _points.ShouldContain(Failpoints.PeekAsked);
    }

    [Test]
    public async Task A_role_that_may_only_replicate_is_told_too()
    {
        await using var source = await CreateAsync(Watchful);
        var role = $"plain_{source.Slot}"[..40];
        await source.Database.ExecuteAsync($"create role {role} login replication password '{source.Settings.Database.Password}'");
        try
        {
            source.Settings = source.Settings with { Database = source.Settings.Database with { User = role } };
            var (_, events) = await FollowAsync(source);
            await source.Database.ExecuteAsync($"insert into t select n, md5(n::text) from generate_series(1, {Rows}) n");
            (await StreamedSource.NextAsync(events)).Changes.Count.ShouldBe(Rows);
            _points.ShouldContain(Failpoints.PeekAsked);
        }
        finally
        {
            await source.StopReadersAsync();
            await source.Database.ExecuteAsync($"drop role {role}");
        }
    }

    private static async Task WriteAsync(StreamedSource source, int from, int count)
    {
        await using var connection = await source.Database.OpenAsync();
        await using var insert = new NpgsqlCommand("insert into t values ($1, 'small')", connection) { Parameters = { new() { Value = 0 } } };
        await insert.PrepareAsync();
        for (var i = 1; i <= count; i++)
        {
            insert.Parameters[0].Value = from + i;
            await insert.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Some log at a time, so that the stream is left again and again.</summary>
    private static async Task FillAsync(StreamedSource source)
    {
        const int parts = 5;
        for (var part = 0; part < parts; part++)
            await source.Database.ExecuteAsync($"insert into t select n, md5(n::text) from generate_series({(part * Rows / parts) + 1}, {(part + 1) * Rows / parts}) n");
    }

    /// <summary>Reads the slot once it is held: a stream is watched from then on.</summary>
    private static async Task<(IChangeSource Stream, ChannelReader<SourceEvent> Events)> FollowAsync(StreamedSource source, Lsn? after = null, string? slot = null)
    {
        var (stream, events) = source.Read(after ?? source.Start, slot: slot);
        (await events.ReadAsync()).ShouldBeOfType<StreamStarted>();
        return (stream, events);
    }

    private async Task<StreamedSource> CreateAsync(StreamLimits limits, TestServer? server = null) =>
        await StreamedSource.CreateAsync(Table, limits, server, new Failpoints
        {
            Hook = (at, _) =>
            {
                lock (_points)
                    _points.Add(at);
                if (at == Failpoints.StreamResumed)
                    _resumed.TrySetResult();
                return Task.CompletedTask;
            },
        });
}
