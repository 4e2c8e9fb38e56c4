using System.Collections.Concurrent;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;

namespace Bifrost.Worker.Tests.Harness;

/// <summary>An engine without databases: a stream has taken its snapshot as soon as it runs, and goes on moving a row at every look.</summary>
internal sealed class FakeEngine : IReplicationEngine
{
    public const ulong FirstPosition = 50;

    private readonly ConcurrentDictionary<string, SinkProgress> _progress = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentDictionary<string, FakeStream> Streams { get; } = new();

    public Func<SourceSettings, ReplicationException?> PrepareFault { get; set; } = static _ => null;

    public Func<string, ReplicationException?> ResetFault { get; set; } = static _ => null;

    /// <summary>Where the source's log ends; the default is beyond what any stream has received.</summary>
    public Func<CancellationToken, Task<Lsn>> End { get; set; } = static _ => Task.FromResult(new Lsn(100));

    public IReadOnlyList<SlotState> Slots { get; set; } = [];

    /// <summary>What every stream has heard of last.</summary>
    public ulong Received { get; set; } = 80;

    /// <summary>What a stream waits for once it was told to stop.</summary>
    public Task StopHeldBy { get; set; } = Task.CompletedTask;

    public Task<Lsn> ReadSourceEndAsync(SourceSettings source, CancellationToken cancellation) => End(cancellation);

    public Task PrepareSourceAsync(SourceSettings source, ITableRouter capture, CancellationToken cancellation)
    {
        Calls.Enqueue($"prepare {source.Connector}");
        return PrepareFault(source) is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    }

    public ISinkStream Open(SourceSettings source, SinkSettings sink, ITableRouter router)
    {
        Calls.Enqueue($"open {sink.Connector} {source.Connector}");
        var stream = new FakeStream(() => _progress.TryAdd(Key(source, sink), new SinkProgress($"{source.SlotName}_g1", 1, new Lsn(FirstPosition), DateTimeOffset.UnixEpoch, SnapshotCompleted: true)), Topics(router), () => StopHeldBy, () => Received);
        Streams[Key(source, sink)] = stream;
        return stream;
    }

    public Task<SinkProgress?> ReadProgressAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation) =>
        Task.FromResult(_progress.GetValueOrDefault(Key(source, sink)));

    public Task MoveProgressAsync(SourceSettings source, SinkSettings sink, Lsn endLsn, CancellationToken cancellation)
    {
        if (endLsn.Value == 1)
            throw new ReplicationException(FailureKind.PositionLost, "The slot holds no WAL from 0/1 on.");
        _progress[Key(source, sink)] = _progress[Key(source, sink)] with { EndLsn = endLsn };
        return Task.CompletedTask;
    }

    public Task ResetAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation)
    {
        if (ResetFault(sink.Connector) is { } fault)
            return Task.FromException(fault);
        Calls.Enqueue($"reset {sink.Connector} {source.Connector}");
        _progress.TryRemove(Key(source, sink), out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SlotState>> ListSlotsAsync(SourceSettings source, CancellationToken cancellation) => Task.FromResult(Slots);

    public Task DropSlotAsync(SourceSettings source, string slotName, CancellationToken cancellation) => Task.CompletedTask;

    public static string Key(SourceSettings source, SinkSettings sink) => $"{sink.Connector} {source.Connector}";

    // The tables that the fake source has.
    private static string[] Topics(ITableRouter router) =>
        [.. new[] { new TableName("public", "orders"), new TableName("public", "lines"), new TableName("shop", "items") }
            .Select(table => router.Route(new RoutedRelation(table, ["id", "name"], ["id"]))?.Topic).OfType<string>()];
}

/// <summary>Runs until it is stopped or told to fail.</summary>
internal sealed class FakeStream(Action snapshot, IReadOnlyCollection<string> topics, Func<Task> stopHeldBy, Func<ulong> received) : ISinkStream
{
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _rows;

    public Task Started => _started.Task;

    public bool IsRunning { get; private set; }

    public string? RetryReason { get; set; }

    public StreamStatus Status => new(
        StreamPhase.Streaming, RetryReason is null ? null : DateTimeOffset.UnixEpoch, RetryReason, new Lsn(received()), new Lsn(FakeEngine.FirstPosition), DateTimeOffset.UnixEpoch, 1, 0, Interlocked.Increment(ref _rows), 0, 0, 0, topics);

    public void Fail(Exception failure) => _failure.TrySetException(failure);

    public async Task RunAsync(CancellationToken stop)
    {
        IsRunning = true;
        snapshot();
        _started.TrySetResult();
        try
        {
            await _failure.Task.WaitAsync(stop);
        }
        finally
        {
            await stopHeldBy();
            IsRunning = false;
        }
    }
}
