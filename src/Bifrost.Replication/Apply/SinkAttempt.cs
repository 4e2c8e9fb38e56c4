using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Apply;

/// <summary>
/// From nothing open to streaming: connect to the target, read its progress, take a snapshot where it has none, follow the slot. Every attempt begins with what the
/// target holds, never with what an earlier attempt believed: that is what settles a COMMIT whose answer was lost.
/// </summary>
internal sealed class SinkAttempt(
    SinkStreamSettings settings, ISourceDatabase source, ITarget target, ITableRouter router, TimeProvider time, Failpoints failpoints, StatusBoard board, Action healthy)
{
    private volatile IChangeSource? _stream;
    private bool _newSnapshot;

    public Lsn Received => _stream?.Received ?? Lsn.None;

    public string? HeartbeatFailure => _stream?.HeartbeatFailure;

    /// <param name="newSnapshot">The next attempt takes a snapshot although there is a position.</param>
    public void Start(bool newSnapshot) => _newSnapshot = newSnapshot;

    public async Task RunAsync(CancellationToken stop)
    {
        board.Enter(StreamPhase.Connecting);
        await using var session = await target.OpenAsync(stop).ConfigureAwait(false);
        var identity = await source.IdentifyAsync(stop).ConfigureAwait(false);
        var generations = new Generations(settings.Sink, source, session);
        var found = _newSnapshot
            ? await generations.DisregardAsync(stop).ConfigureAwait(false)
            : await generations.LookAsync(identity, settings.SnapshotMode, stop).ConfigureAwait(false);
        var current = found ?? await SnapshotAsync(session, generations, identity, stop).ConfigureAwait(false);
        board.At(current.EndLsn, current.CommitTime);
        if (settings.SnapshotMode == SnapshotMode.InitialOnly)
            await RestAsync(current, stop).ConfigureAwait(false);
        await StreamAsync(session, current, stop).ConfigureAwait(false);
    }

    /// <summary>Drops every slot of the sink with its row.</summary>
    public async Task DropAsync(CancellationToken cancellation)
    {
        await using var session = await target.OpenAsync(cancellation).ConfigureAwait(false);
        foreach (var generation in await session.ReadProgressAsync(cancellation).ConfigureAwait(false))
        {
            await source.DropSlotAsync(generation.Slot, cancellation).ConfigureAwait(false);
            await session.ForgetAsync(generation, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<StoredProgress> SnapshotAsync(ITargetSession session, Generations generations, SourceIdentity identity, CancellationToken stop)
    {
        board.Enter(StreamPhase.Snapshot);
        var number = await generations.NextAsync(stop).ConfigureAwait(false);
        var begun = new StoredProgress(identity, source.SlotFor(number), number, Lsn.None, null, SnapshotCompleted: false);
        await session.BeginGenerationAsync(begun, stop).ConfigureAwait(false);
        Committed loaded;
        await using (var snapshot = await source.BeginSnapshotAsync(router, begun.Slot, stop).ConfigureAwait(false))
        {
            await failpoints.AtAsync(Failpoints.SlotCreated, stop).ConfigureAwait(false);
            loaded = await session.LoadAsync(snapshot, settings.SnapshotMode != SnapshotMode.NoData, board.Loading, stop).ConfigureAwait(false);
        }

        await failpoints.AtAsync(Failpoints.SnapshotLoaded, stop).ConfigureAwait(false);
        var completed = begun with { EndLsn = loaded.EndLsn, SnapshotCompleted = true };
        await generations.RetireAllButAsync(completed, stop).ConfigureAwait(false);
        _newSnapshot = false;
        return completed;
    }

    /// <summary><c>initial_only</c>: the slot would hold WAL back for nobody.</summary>
    private async Task RestAsync(StoredProgress current, CancellationToken stop)
    {
        await source.DropSlotAsync(current.Slot, stop).ConfigureAwait(false);
        board.Healthy();
        board.Enter(StreamPhase.Idle);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(false);
    }

    private async Task StreamAsync(ITargetSession session, StoredProgress current, CancellationToken stop)
    {
        var stream = source.OpenStream(current.Slot);
        try
        {
            _stream = stream;
            await using var requests = new SnapshotRequests(source, router, session, time, failpoints, board);
            await new StreamRun(settings, session, stream, requests, time, failpoints, board, healthy).RunAsync(current, stop).ConfigureAwait(false);
        }
        finally
        {
            _stream = null;
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }
}
