using Bifrost.Postgres;
using Bifrost.Postgres.Verify;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Verify;

/// <summary>A source and a target with a sink between them.</summary>
internal sealed class ReplicatedPair : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private ReplicatedPair(ScratchDatabase source, ScratchDatabase target)
    {
        (Source, Target) = (source, target);
        SourceSettings = new SourceSettings { Connector = "source", Database = source.Endpoint, TopicPrefix = "test", SlotName = source.Name, PublicationName = "bifrost_test" };
        SinkSettings = new SinkSettings { Connector = "sink", Database = target.Endpoint };
    }

    public ScratchDatabase Source { get; }

    public ScratchDatabase Target { get; }

    public SourceSettings SourceSettings { get; }

    public SinkSettings SinkSettings { get; }

    public ITableRouter Router { get; init; } = new PlainRouter("public");

    public VerifyOptions Options { get; set; } = new();

    public static async Task<ReplicatedPair> CreateAsync(string tables)
    {
        var server = await TestServer.Shared;
        var pair = new ReplicatedPair(await server.CreateDatabaseAsync("s"), await server.CreateDatabaseAsync("t"));
        await pair.Source.ExecuteAsync(tables);
        return pair;
    }

    /// <summary>Starts the sink and waits for its snapshot.</summary>
    public async Task RunAsync()
    {
        var engine = new PostgresEngine(TimeProvider.System);
        await engine.PrepareSourceAsync(SourceSettings, Router, default);
        _running = engine.Open(SourceSettings, SinkSettings, Router).RunAsync(_stop.Token);
        // Not to_regclass: within one statement it would go on answering from the cache.
        await Target.WaitUntilAsync("exists (select from pg_class where relname = 'progress' and relnamespace::regnamespace::text = 'bifrost')");
        await Target.WaitUntilAsync("exists (select from bifrost.progress where snapshot_completed)");
    }

    public Task<VerifyReport> VerifyAsync() => new ReplicaVerifier(TimeProvider.System, Options).VerifyAsync(SourceSettings, SinkSettings, Router, null, default);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Source.DisposeAsync();
        await Target.DisposeAsync();
    }

    /// <summary>The verdict as lines: what a failed assertion should show.</summary>
    public static string[] Print(VerifyReport report) =>
        [.. report.Tables.SelectMany(static t => t.Differences.Select(d => $"{t.Target.Name}: {d.Kind} {d.Key}{(d.Columns.Count > 0 ? " " + string.Join(",", d.Columns) : "")}").Concat(t.Fault is null ? [] : [$"{t.Target.Name}: {t.Fault}"]))];
}
