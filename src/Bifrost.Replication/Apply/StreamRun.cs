using Bifrost.Replication.Batching;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Apply;

/// <summary>Reads one slot's stream and applies it; the reading goes on while a batch is applied.</summary>
internal sealed class StreamRun(
    SinkStreamSettings settings, ITargetSession session, IChangeSource stream, SnapshotRequests requests, TimeProvider time, Failpoints failpoints, StatusBoard board, Action healthy)
{
    /// <summary>Once a second: an idle position is a write on the target, and a second of WAL is little to hold back.</summary>
    public static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often a target is asked what it has flushed: it flushes by itself every 0.2 s (<c>wal_writer_delay</c>), and a slot that lets go so much later holds back nothing worth a question more.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(200);

    private Lsn _applied;
    private Lsn? _unflushed;
    private long _flushAsked;
    private Lsn? _idle;
    private long _idleStored;
    private Task<bool>? _waiting;
    private bool _isProven;
    private long _began;

    public async Task RunAsync(StoredProgress from, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var queue = new EventQueue(settings.Limits);
        var reading = ReadAsync(from.EndLsn, queue, ending.Token);
        try
        {
            await ApplyAsync(from, queue, stop).ConfigureAwait(false);
        }
        finally
        {
            await ending.EndAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    /// <summary>Never throws: what ends the stream is handed to the applier, after what was read before it.</summary>
    private async Task ReadAsync(Lsn after, EventQueue queue, CancellationToken ending)
    {
        try
        {
            await foreach (var item in stream.ReadAsync(after, ending).ConfigureAwait(false))
                await queue.AddAsync(item, ending).ConfigureAwait(false);
            queue.Complete(null);
        }
        catch (Exception e)
        {
            queue.Complete(e);
        }
    }

    private async Task ApplyAsync(StoredProgress from, EventQueue queue, CancellationToken stop)
    {
        _applied = from.EndLsn;
        var collector = new BatchCollector(queue, settings.Limits, time);
        var applier = new BatchApplier(session, AppliedAsync);
        // Only the slot's holder may own the progress.
        if (!await queue.WaitAsync(stop).ConfigureAwait(false))
            throw ProgressFaults.StreamEnded(settings.Sink, from.Slot);
        queue.TakeStart(settings.Sink);
        await session.TakeOverAsync(from, stop).ConfigureAwait(false);
        await session.NoteTablesAsync(stop).ConfigureAwait(false);
        board.Enter(StreamPhase.Streaming);
        while (await WaitAsync(queue, stop).ConfigureAwait(false))
        {
            if (collector.Collect(_applied, requests.Limit) is { Count: > 0 } batch)
            {
                _began = time.GetTimestamp();
                board.Behind(batch[0].CommitTime);
                await applier.ApplyAsync(batch, stop).ConfigureAwait(false);
                board.Behind(queue.TryPeek(out var waiting) && waiting is TransactionCommitted { Transaction: var oldest } ? oldest.CommitTime : null);
            }

            var idle = collector.TakeIdle();
            if (idle is not null)
                board.CaughtUp();
            await AnswerAsync(idle, queue, stop).ConfigureAwait(false);
            await IdleAsync(idle, stop).ConfigureAwait(false);
            await AcknowledgeFlushedAsync(stop).ConfigureAwait(false);
            board.Healthy();
            _isProven = true;
        }

        throw ProgressFaults.StreamEnded(settings.Sink, from.Slot);
    }

    /// <summary>A snapshot that a signal asked for: its copy where the stream is there, its view where none is open yet.</summary>
    private async Task AnswerAsync(IdlePosition? idle, EventQueue queue, CancellationToken stop)
    {
        if (await requests.PrepareAsync(stop).ConfigureAwait(false) is { } refused)
            Noted(refused);
        queue.TryPeek(out var next);
        if (requests.IsReachedBy(idle) || requests.IsReachedBy(next))
            Noted(await requests.CopyAsync(stop).ConfigureAwait(false));
    }

    private void Noted(Committed done)
    {
        if (done.EndLsn > _applied)
            _applied = done.EndLsn;
        board.At(_applied, null);
        Report(done);
        Acknowledge(_applied);
    }

    /// <summary>What the target cannot lose any more.</summary>
    private void Acknowledge(Lsn flushed)
    {
        if (_unflushed <= flushed)
            _unflushed = null;
        stream.Acknowledge(flushed);
    }

    private async Task AcknowledgeFlushedAsync(CancellationToken stop)
    {
        if (_unflushed is null || UntilFlushIsDue() > TimeSpan.Zero)
            return;
        _flushAsked = time.GetTimestamp();
        if (await session.FlushedAsync(stop).ConfigureAwait(false) is var flushed && flushed > Lsn.None)
            Acknowledge(flushed);
    }

    private TimeSpan UntilFlushIsDue() => FlushInterval - time.GetElapsedTime(_flushAsked);

    private void Report(Committed done)
    {
        foreach (var report in done.Rows.Signals)
            board.Signalled(report);
        if (done.Rows.Signals.Count > 0)
            requests.LookAgain();
    }

    private async Task AppliedAsync(Committed done, IReadOnlyList<SourceTransaction> batch)
    {
        await failpoints.AtAsync(Failpoints.Committed, default).ConfigureAwait(false);
        _applied = done.EndLsn;
        _idle = null;
        board.Applied(done, batch.Count, batch[^1].CommitTime, time.GetElapsedTime(_began));
        _began = time.GetTimestamp();
        SinkMetrics.Record(settings.Sink, done.Rows);
        Report(done);
        if (done.IsFlushed)
            Acknowledge(_applied);
        else
            _unflushed = _applied;
        await failpoints.AtAsync(Failpoints.Acknowledged, default).ConfigureAwait(false);
        healthy();
    }

    /// <summary>Stores an idle position, then acknowledges it: the slot is never beyond what the target holds.</summary>
    private async Task IdleAsync(IdlePosition? heard, CancellationToken stop)
    {
        if (heard is { } later && later.Lsn > _applied)
            _idle = later.Lsn;
        if (_idle is not { } idle || UntilIdleIsDue() > TimeSpan.Zero)
            return;
        var stored = await session.StoreIdleAsync(idle, stop).ConfigureAwait(false);
        await failpoints.AtAsync(Failpoints.IdleStored, stop).ConfigureAwait(false);
        _applied = stored.EndLsn;
        _idle = null;
        _idleStored = time.GetTimestamp();
        board.At(stored.EndLsn, null);
        Acknowledge(stored.EndLsn);
        await failpoints.AtAsync(Failpoints.IdleAcknowledged, stop).ConfigureAwait(false);
        healthy();
    }

    private TimeSpan UntilIdleIsDue() => _idleStored == 0 ? TimeSpan.Zero : IdleInterval - time.GetElapsedTime(_idleStored);

    /// <summary>How long until something is to be done although nothing comes; null where nothing is.</summary>
    /// <remarks>A reading that was just taken over counts as healthy when its first events went through, or none came: were it healthy at once, a batch that fails at every attempt would hide since when it has.</remarks>
    private TimeSpan? UntilDue() => Sooner(
        Sooner(requests.UntilDue, _unflushed is null ? null : UntilFlushIsDue()), _idle is not null ? UntilIdleIsDue() : _isProven ? null : IdleInterval);

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is { } a && other is { } b ? a < b ? a : b : one ?? other;

    /// <summary>True when something came or is due; false when the stream ended.</summary>
    private async Task<bool> WaitAsync(EventQueue queue, CancellationToken stop)
    {
        _waiting ??= queue.WaitAsync(stop).AsTask();
        if (!_waiting.IsCompleted && UntilDue() is { } wait)
        {
            using var due = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var timer = Task.Delay(Positive(wait), time, due.Token);
            var first = await Task.WhenAny(_waiting, timer).ConfigureAwait(false);
            await due.CancelAsync().ConfigureAwait(false);
            if (first == timer && !stop.IsCancellationRequested)
                return true;
        }

        var waited = _waiting;
        var more = await waited.ConfigureAwait(false);
        _waiting = null;
        return more;
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
