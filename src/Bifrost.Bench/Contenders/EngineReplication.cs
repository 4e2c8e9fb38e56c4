using Bifrost.Bench.Databases;
using Bifrost.Replication.Engine;

namespace Bifrost.Bench.Contenders;

/// <summary>This project's engine as a worker runs it: one prepared source, a sink stream per replica, in this process. The sinks make the tables.</summary>
internal sealed class EngineReplication(IReplicationEngine engine, RunDatabases databases) : IReplication
{
    private readonly CancellationTokenSource _stop = new();

    private readonly List<ISinkStream> _streams = [];

    private readonly List<Task> _running = [];

    public Contender Contender => Contender.Bifrost;

    public string? Trouble => _streams.Select(static stream => stream.Status.RetryReason).FirstOrDefault(static reason => reason is not null);

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

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

    public Task<bool> ShowsSnapshotAsync(CancellationToken cancellation) => Task.FromResult(_streams.TrueForAll(static stream => stream.Status.Phase == StreamPhase.Streaming));

    public Task<bool> FollowsAsync(CancellationToken cancellation) => ShowsSnapshotAsync(cancellation);

    public void ThrowIfStopped()
    {
        if (_running.Find(static task => task.IsCompleted) is { } ended)
            throw BenchException.Stopped(Contender, ended.Exception?.GetBaseException().Message ?? "a sink's task ended");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // A stop ends the tasks as cancelled, and a failure was told by ThrowIfStopped: neither is news here.
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
