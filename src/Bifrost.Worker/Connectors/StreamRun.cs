using Bifrost.Replication;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Signals;
using Bifrost.Worker.Logging;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Connectors;

/// <summary>One sink following one source, from start to stop. Ends by itself only with a failure, or when a configuration asks for a snapshot alone.</summary>
internal sealed class StreamRun
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _log;
    private Task _running = Task.CompletedTask;

    private readonly Question<SinkProgress?> _progress;
    private string? _slot;

    public StreamRun(string source, ConnectorPair pair, IReplicationEngine engine, TimeProvider time, ILogger log)
    {
        SourceName = source;
        Pair = pair;
        Stream = engine.Open(pair.Source, pair.Sink, pair.Router);
        _progress = new Question<SinkProgress?>(cancellation => engine.ReadProgressAsync(pair.Source, pair.Sink, cancellation), time);
        _log = log;
        Stream.OnSignal = Told;
    }

    public string SourceName { get; }

    public ConnectorPair Pair { get; }

    public ISinkStream Stream { get; }

    /// <summary>The sentence of the failure that ended it; null while it runs.</summary>
    public string? Failure { get; private set; }

    /// <summary>Name of the slot; null until it is known. It carries a generation that only the target knows, which is asked once there is something to know.</summary>
    public async Task<string?> FindSlotAsync() =>
        _slot ??= Stream.Status.Phase == StreamPhase.Streaming ? (await _progress.AskAsync().ConfigureAwait(false)).Value?.SlotName : null;

    /// <summary>Since when and why it is trying again; null while all is well.</summary>
    public string? Retrying => Stream.Status is { RetryReason: { } reason, RetryingSince: { } since } ? RetryText.Of(since, reason) : null;

    /// <param name="onFailed">Called without being waited for: whoever stops this run may hold what the call needs.</param>
    public void Start(Action onFailed)
    {
        LogMessages.StreamStarted(_log, Pair.Sink.Connector, SourceName);
        _running = Task.Run(() => RunAsync(onFailed), CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await _stop.EndAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        LogMessages.StreamEnded(_log, Pair.Sink.Connector, SourceName);
    }

    private void Told(SignalReport report)
    {
        if (report.State == SignalState.Refused)
            LogMessages.SignalRefused(_log, Pair.Sink.Connector, report.Type, report.Id, report.Message);
        else
            LogMessages.SignalTaken(_log, Pair.Sink.Connector, report.Type, report.Id, report.State, report.Message);
    }

    private async Task RunAsync(Action onFailed)
    {
        try
        {
            await Stream.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (ReplicationException e)
        {
            Failure = e.Message;
        }
        catch (Exception e)
        {
            LogMessages.StreamFault(_log, Pair.Sink.Connector, e);
            Failure = $"The stream from {SourceName} ended in a way that is a fault of Bifrost ({e.GetType().Name}); the worker's log says more. Restart the task.";
        }

        if (Failure is not null)
            onFailed();
    }
}
