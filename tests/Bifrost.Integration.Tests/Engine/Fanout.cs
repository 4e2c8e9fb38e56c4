using Bifrost.Postgres;
using Bifrost.Replication;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Engine;

/// <summary>A source, its targets, and the engine between them. Everything is dropped at the end, sinks first.</summary>
internal sealed class Fanout : IAsyncDisposable
{
    private readonly List<RunningSink> _running = [];

    private Fanout(ScratchDatabase source, IReadOnlyList<ScratchDatabase> targets)
    {
        Source = source;
        Targets = targets;
        Engine = new PostgresEngine(TimeProvider.System, Failpoints);
    }

    public ScratchDatabase Source { get; }

    public IReadOnlyList<ScratchDatabase> Targets { get; }

    public ScratchDatabase Target => Targets[0];

    public Failpoints Failpoints { get; } = new();

    public PostgresEngine Engine { get; }

    public SourceSettings Settings { get; set; } = null!;

    public static async Task<Fanout> CreateAsync(string sourceScript, int targets = 1)
    {
        var server = await TestServer.Shared;
        var databases = new List<ScratchDatabase>();
        for (var i = 0; i < targets; i++)
            databases.Add(await server.CreateDatabaseAsync($"r{i}"));
        return await CreateAsync(sourceScript, databases);
    }

    public static async Task<Fanout> CreateAsync(string sourceScript, IReadOnlyList<ScratchDatabase> targets, ScratchDatabase? on = null)
    {
        var source = on ?? await (await TestServer.Shared).CreateDatabaseAsync();
        var fanout = new Fanout(source, targets)
        {
            Settings = new SourceSettings
            {
                Connector = "source", Database = source.Endpoint, TopicPrefix = "test", SlotName = source.Name, PublicationName = "bifrost_test",
                StatusInterval = TimeSpan.FromMilliseconds(200),
            },
        };
        await source.ExecuteAsync(sourceScript + "; create publication bifrost_test for all tables");
        return fanout;
    }

    public SinkSettings SinkFor(int target) => new() { Connector = $"sink-{target}", Database = Targets[target].Endpoint };

    public RunningSink Start(int target = 0, ITableRouter? router = null, Func<SinkSettings, SinkSettings>? with = null)
    {
        var sink = SinkFor(target);
        var running = new RunningSink(Engine.Open(Settings, with?.Invoke(sink) ?? sink, router ?? new PlainRouter()));
        _running.Add(running);
        return running;
    }

    /// <summary>A sink that the test composed itself.</summary>
    public RunningSink Start(ISinkStream stream)
    {
        var running = new RunningSink(stream);
        _running.Add(running);
        return running;
    }

    /// <summary>Where the source's log ends. A target on the same server writes to the same log: read it while sinks are at rest, or an idle position must come before it is reached.</summary>
    public async Task<string> PositionAsync() => (await Source.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text"))!;

    /// <summary>Waits until the target holds everything that the source has committed up to now, or to a position.</summary>
    public async Task CaughtUpAsync(RunningSink sink, int target = 0, string? position = null)
    {
        position ??= await PositionAsync();
        await Targets[target].WaitUntilAsync("exists (select 1 from pg_tables where schemaname = 'bifrost' and tablename = 'progress')").OrEndOf(sink);
        await Targets[target].WaitUntilAsync($"exists (select 1 from bifrost.progress where sink = 'sink-{target}' and snapshot_completed and end_lsn >= '{position}')").OrEndOf(sink);
    }

    /// <summary>Holds a sink at its next commit while the script is written, so that all of it is there for its next batch.</summary>
    /// <param name="script">Each line is sent by itself, and is one transaction where it does not say otherwise.</param>
    /// <returns>Where the source's log ends after it.</returns>
    public async Task<string> WriteInOneBatchAsync(RunningSink sink, string script)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Failpoints.Hook = (at, _) =>
        {
            if (at != Failpoints.RowsWritten)
                return Task.CompletedTask;
            held.TrySetResult();
            return written.Task;
        };
        try
        {
            await Source.ExecuteAsync("select pg_logical_emit_message(true, 'hold', '')");
            await held.Task.WaitAsync(TimeSpan.FromSeconds(60)).OrEndOf(sink);
            foreach (var line in script.Split('\n'))
                await Source.ExecuteAsync(line);
            return await PositionAsync();
        }
        finally
        {
            Failpoints.Hook = null;
            written.SetResult();
        }
    }

    /// <summary>Every row of the table is on the target as it is on the source, and none more.</summary>
    public async Task ShouldBeEqualAsync(string table, int target = 0, string columns = "*")
    {
        var query = $"select {columns} from {table} order by ({table.Split('.')[^1]})::text";
        (await Targets[target].RowsAsync(query)).ShouldBe(await Source.RowsAsync(query));
    }

    public Task<IReadOnlyList<string>> SlotsAsync() =>
        Source.RowsAsync($"select slot_name from pg_replication_slots where database = '{Source.Name}' order by 1");

    public async ValueTask DisposeAsync()
    {
        foreach (var sink in _running)
            await sink.DisposeAsync();
        await Source.DisposeAsync();
        foreach (var target in Targets)
            await target.DisposeAsync();
    }
}
