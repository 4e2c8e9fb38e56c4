using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Replication.Engine;

namespace Bifrost.Bench.Contenders;

/// <summary>This project's engine as a worker runs it: one prepared source, a sink stream per replica, in this process. The sinks make the tables.</summary>
/// <param name="beside">Tables beside <c>orders</c>.</param>
internal sealed class EngineReplication(IReplicationEngine engine, RunDatabases databases, IReadOnlyList<SideTable> beside) : IReplication
{
    private readonly CancellationTokenSource _stop = new();

    private readonly List<ISinkStream> _streams = [];

    private readonly List<Task> _running = [];

    private readonly List<Question> _loaded = [];

    public Contender Contender => Contender.Bifrost;

    public bool InCommitOrder => true;

    public string? Trouble => _streams.Select(static stream => stream.Status.RetryReason).FirstOrDefault(static reason => reason is not null);

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var replica in databases.Replicas)
            _loaded.Add(await Question.PrepareAsync(replica, LoadedQuery, null, cancellation).ConfigureAwait(false));
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        var source = new SourceSettings
        {
            Connector = "bench-source",
            Database = databases.Source.Endpoint,
            TopicPrefix = "bench",
            SlotName = databases.Name,
            PublicationName = databases.Name,
        };
        var router = new EveryTable(source.TopicPrefix);
        await engine.PrepareSourceAsync(source, router, cancellation).ConfigureAwait(false);
        foreach (var (replica, number) in databases.Replicas.Select(static (replica, number) => (replica, number)))
        {
            var sink = new SinkSettings { Connector = $"bench-sink-{number}", Database = replica.Endpoint };
            _streams.Add(engine.Open(source, sink, router));
        }

        _running.AddRange(_streams.Select(stream => Task.Run(() => stream.RunAsync(_stop.Token), CancellationToken.None)));
    }

    public async Task<bool> ShowsSnapshotAsync(CancellationToken cancellation)
    {
        foreach (var loaded in _loaded)
        {
            if (await loaded.AskAsync(cancellation).ConfigureAwait(false) < MainTables + beside.Count)
                return false;
        }

        return true;
    }

    public Task<bool> FollowsAsync(CancellationToken cancellation) => Task.FromResult(_streams.TrueForAll(static stream => stream.Status.Phase == StreamPhase.Streaming));

    public void ThrowIfStopped()
    {
        if (_running.Find(static task => task.IsCompleted) is { } ended)
            throw BenchException.Stopped(Contender, ended.Exception?.GetBaseException().Message ?? "a sink's task ended");
    }

    /// <summary><c>orders</c> and the mark.</summary>
    private const int MainTables = 2;

    /// <summary>
    /// A table's key is built in the transaction that loads it, after its rows: whoever sees the key sees them. The history of TPC-B has none, and no rows at first.
    /// The catalog answers without reading one.
    /// </summary>
    private const string LoadedQuery = """
        select count(*) from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
          and (relname = 'pgbench_history' or exists (select from pg_index where indrelid = c.oid and indisprimary))
        """;

    public async ValueTask DisposeAsync()
    {
        foreach (var loaded in _loaded)
            await loaded.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        // A stop ends the tasks as cancelled, and a failure was told by ThrowIfStopped: neither is news here.
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
