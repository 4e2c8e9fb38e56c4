using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Apply;

/// <summary>One sink following one source: attempts, one after the other, until it is stopped or needs an operator.</summary>
public sealed class SinkStream : ISinkStream
{
    /// <summary>How long a stop may take to drop a slot (<c>slot.drop.on.stop</c>): an operator waits for it.</summary>
    private static readonly TimeSpan DropTime = TimeSpan.FromSeconds(10);

    private readonly SinkStreamSettings _settings;
    private readonly TimeProvider _time;
    private readonly StatusBoard _board;
    private readonly Backoff _backoff;
    private readonly SinkAttempt _attempt;

    public SinkStream(SinkStreamSettings settings, ISourceDatabase source, ITarget target, ITableRouter router, TimeProvider time)
        : this(settings, source, target, router, time, new Failpoints())
    {
    }

    internal SinkStream(SinkStreamSettings settings, ISourceDatabase source, ITarget target, ITableRouter router, TimeProvider time, Failpoints failpoints)
    {
        _settings = settings;
        _time = time;
        _board = new StatusBoard(time);
        _backoff = new Backoff(Random.Shared.NextDouble);
        _attempt = new SinkAttempt(settings, source, target, router, time, failpoints, _board, _backoff.Reset);
    }

    public Action<SignalReport>? OnSignal { get => _board.OnSignal; set => _board.OnSignal = value; }

    public StreamStatus Status => _board.Read(_attempt.Received) with { HeartbeatFailure = _attempt.HeartbeatFailure };

    public async Task RunAsync(CancellationToken stop)
    {
        _backoff.Reset();
        _attempt.Start(newSnapshot: _settings.SnapshotMode == SnapshotMode.Always);
        try
        {
            while (true)
                await OnceAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && _settings.DropSlotOnStop)
        {
            using var limit = new CancellationTokenSource(DropTime, _time);
            await _attempt.DropAsync(limit.Token).ConfigureAwait(false);
            throw;
        }
        finally
        {
            _board.Healthy();
            _board.Enter(StreamPhase.Idle);
        }
    }

    private async Task OnceAsync(CancellationToken stop)
    {
        try
        {
            await _attempt.RunAsync(stop).ConfigureAwait(false);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // What a stop interrupts fails in many ways; none of them is a failure.
            throw new OperationCanceledException(stop);
        }
        catch (ReplicationException e) when (FailurePolicy.ActionFor(e.Kind) == FailureAction.Retry)
        {
            await WaitAsync(e, stop).ConfigureAwait(false);
        }
        catch (ReplicationException e) when (e.Kind == FailureKind.PositionLost && _settings.SnapshotMode == SnapshotMode.WhenNeeded)
        {
            _attempt.Start(newSnapshot: true);
            await WaitAsync(e, stop).ConfigureAwait(false);
        }
    }

    private Task WaitAsync(ReplicationException failure, CancellationToken stop)
    {
        _board.Retrying(failure.Message);
        return Task.Delay(_backoff.Next(), _time, stop);
    }
}
