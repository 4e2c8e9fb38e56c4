using Bifrost.Connect.Providers;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Logging;
using Bifrost.Worker.Routing;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Connectors;

/// <summary>The task of a source: sees that its database can be replicated from. The reading itself is done by each sink's own stream.</summary>
internal sealed class SourceTask
{
    /// <summary>Between two looks at a source that is away: soon enough that nobody waits for it, rarely enough not to be noticed by it.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyDictionary<string, string> _config;
    private readonly IReplicationEngine _engine;
    private readonly ReferenceResolver _resolver;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Question<Lsn> _end;
    private readonly Question<SourceSlots> _slots;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset? _retryingSince;

    public SourceTask(IReadOnlyDictionary<string, string> config, IReplicationEngine engine, ReferenceResolver resolver, TimeProvider time, ILogger log)
    {
        _config = config;
        _engine = engine;
        _resolver = resolver;
        _time = time;
        _log = log;
        _slots = new Question<SourceSlots>(ListSlotsAsync, time);
        _end = new Question<Lsn>(cancellation => engine.ReadSourceEndAsync(ConnectorSettings.ForSource(config, resolver).Settings, cancellation), time);
    }

    /// <summary>Sinks may follow it.</summary>
    public bool IsReady { get; private set; }

    /// <summary>It was looked at: it is ready, has failed, or is tried again.</summary>
    public bool IsSettled => IsReady || Failure is not null || Retrying is not null;

    public string? Failure { get; private set; }

    /// <summary>Since when and why the source is not ready; null once it is.</summary>
    public string? Retrying { get; private set; }

    /// <summary>The end of the source's log; null where it does not tell it at once.</summary>
    public async Task<Lsn?> AskEndAsync() => IsReady && await _end.AskAsync().ConfigureAwait(false) is { Known: true, Value: var end } ? end : null;

    /// <summary>The slots of the source's sinks, also of those that are paused or gone; none where it does not tell them at once.</summary>
    public async Task<SourceSlots> AskSlotsAsync() => IsReady && await _slots.AskAsync().ConfigureAwait(false) is { Known: true, Value: { } slots } ? slots : SourceSlots.Unknown;

    /// <param name="onSettled">Called, and not waited for, when the source is ready or has failed.</param>
    public void Start(Action onSettled) => _running = Task.Run(() => RunAsync(onSettled), CancellationToken.None);

    public async Task StopAsync()
    {
        await _stop.EndAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        IsReady = false;
    }

    private async Task RunAsync(Action onSettled)
    {
        try
        {
            while (!await TryPrepareAsync(_stop.Token).ConfigureAwait(false))
                await Task.Delay(RetryAfter, _time, _stop.Token).ConfigureAwait(false);
            IsReady = Failure is null;
            onSettled();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            IsReady = false;
        }
    }

    private async Task<SourceSlots> ListSlotsAsync(CancellationToken cancellation)
    {
        var settings = ConnectorSettings.ForSource(_config, _resolver).Settings;
        return new SourceSlots(settings.SlotName, await _engine.ListSlotsAsync(settings, cancellation).ConfigureAwait(false));
    }

    /// <returns>True when the source is ready or has failed for good.</returns>
    private async Task<bool> TryPrepareAsync(CancellationToken cancellation)
    {
        try
        {
            var (settings, capture) = ConnectorSettings.ForSource(_config, _resolver);
            await _engine.PrepareSourceAsync(settings, capture, cancellation).ConfigureAwait(false);
            Retrying = null;
            return true;
        }
        catch (ReplicationException e) when (FailurePolicy.ActionFor(e.Kind) == FailureAction.Retry)
        {
            Retrying = RetryText.Of(_retryingSince ??= _time.GetUtcNow(), e.Message);
            LogMessages.SourceNotReady(_log, _config["name"], e.Message);
            return false;
        }
        catch (Exception e) when (e is ReplicationException or ConnectorConfigException or UnresolvedReferenceException)
        {
            Failure = e.Message;
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogMessages.StreamFault(_log, _config["name"], e);
            Failure = $"The source could not be looked at, by a fault of Bifrost ({e.GetType().Name}); the worker's log says more.";
            return true;
        }
    }
}
