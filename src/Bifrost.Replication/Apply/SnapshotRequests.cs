using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Apply;

/// <summary>
/// Answers the snapshots that signals ask for, and takes those of tables that joined, one after the other, between batches. A view of the source is opened at a point S of the log; the stream is applied up to S and not
/// beyond; then the view's rows are written, so that the target holds at S what the source held. Applying waits while the view is opened: a replica beyond S could not be copied to.
/// </summary>
internal sealed class SnapshotRequests(ISourceDatabase source, ITableRouter router, ITargetSession session, TimeProvider time, Failpoints failpoints, StatusBoard board) : IAsyncDisposable
{
    /// <summary>How long applying waits for a view: a slot begins only when every transaction that writes on the source has ended, and a replica should not wait for the longest of them.</summary>
    public static readonly TimeSpan ViewPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long the stream is followed again before the next try: waiting is then a quarter of the time at most.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private SnapshotRequest? _request;
    private ISnapshot? _view;
    private bool _mayHaveChanged = true;
    private long? _triedInVain;

    /// <summary>What ends beyond is not applied before the copy; null while nothing is to be copied.</summary>
    public Lsn? Limit => _view?.ConsistentPoint;

    /// <summary>How long until something is to be done although nothing comes; null where nothing is.</summary>
    public TimeSpan? UntilDue => _mayHaveChanged ? TimeSpan.Zero
        : _request is null || _view is not null ? null
        : _triedInVain is { } tried && RetryInterval - time.GetElapsedTime(tried) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Signals were applied: the oldest request may be another one.</summary>
    public void LookAgain() => _mayHaveChanged = true;

    /// <summary>Opens the view of the oldest request. Null, or what was noted where it cannot be carried out.</summary>
    public async Task<Committed?> PrepareAsync(CancellationToken stop)
    {
        if (_mayHaveChanged)
            await LookAsync(stop).ConfigureAwait(false);
        if (_request is null || _view is not null || UntilDue > TimeSpan.Zero)
            return null;
        return await GuardAsync(_request, () => OpenAsync(stop), stop).ConfigureAwait(false);
    }

    /// <summary>Whether everything up to the view was applied, by what comes next.</summary>
    public bool IsReachedBy(SourceEvent? next) => _view is { ConsistentPoint: var point } && next switch
    {
        TransactionCommitted { Transaction: var transaction } => transaction.EndLsn > point,
        IdlePosition idle => idle.Lsn >= point,
        _ => false,
    };

    /// <summary>Copies the view's rows. Only where it is reached.</summary>
    public async Task<Committed> CopyAsync(CancellationToken stop)
    {
        var (request, view) = (_request!, _view!);
        Committed? done = null;
        var refused = await GuardAsync(request, async () =>
        {
            await failpoints.AtAsync(Failpoints.ViewReached, stop).ConfigureAwait(false);
            done = await session.CopyAsync(request, view, board.Loading, stop).ConfigureAwait(false);
        }, stop).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _request = null;
        LookAgain();
        return refused ?? done!;
    }

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private async Task LookAsync(CancellationToken stop)
    {
        var next = await session.NextRequestAsync(stop).ConfigureAwait(false);
        _mayHaveChanged = false;
        if (next?.Id == _request?.Id && next?.Collections.SequenceEqual(_request!.Collections) != false)
            return;
        // Stopped, paused or made smaller while the stream was on its way to the view.
        await CloseAsync().ConfigureAwait(false);
        _request = next;
        _triedInVain = null;
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(ViewPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            _view = await source.BeginViewAsync(router, either.Token).ConfigureAwait(false);
            _triedInVain = null;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            _triedInVain = time.GetTimestamp();
            board.Signalled(new SignalReport(_request!.Id, SignalReader.ExecuteSnapshot, SignalState.Waiting,
                $"No view of the source could be opened within {ViewPatience.TotalSeconds:0} s: it waits for a transaction that has been writing there for long (pg_stat_activity names it). Trying again in {RetryInterval.TotalSeconds:0} s; the stream is followed meanwhile."));
        }
    }

    /// <summary>A signal's request that cannot be carried out is noted as refused, and the stream goes on: nothing of it was kept. What may go through later ends the attempt, and the next one finds the request again.</summary>
    private async Task<Committed?> GuardAsync(SnapshotRequest request, Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work().ConfigureAwait(false);
            return null;
        }
        catch (ReplicationException e) when (request.Joining.Count == 0 && e.Kind is FailureKind.RowRefused or FailureKind.Setup or FailureKind.NotAllowed or FailureKind.SchemaChanged)
        {
            LookAgain();
            return await session.RefuseAsync(request, e.Message, stop).ConfigureAwait(false);
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_view is { } view)
            await view.DisposeAsync().ConfigureAwait(false);
        _view = null;
    }
}
