using Bifrost.Connect.Providers;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Logging;
using Bifrost.Worker.Routing;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Connectors;

/// <summary>The task of a source: sees that its database can be replicated from. The reading itself is done by each sink's own stream.</summary>
internal sealed class SourceTask(
    IReadOnlyDictionary<string, string> config, IReplicationEngine engine, ReferenceResolver resolver, TimeProvider time, ILogger log)
{
    /// <summary>Between two looks at a source that is away: soon enough that nobody waits for it, rarely enough not to be noticed by it.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Sinks may follow it.</summary>
    public bool IsReady { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>Why the source is not ready yet; null once it is.</summary>
    public string? RetryReason { get; private set; }

    /// <param name="onSettled">Called, and not waited for, when the source is ready or has failed.</param>
    public void Start(Action onSettled) => _running = Task.Run(() => RunAsync(onSettled), CancellationToken.None);

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        IsReady = false;
    }

    private async Task RunAsync(Action onSettled)
    {
        try
        {
            while (!await TryPrepareAsync(_stop.Token).ConfigureAwait(false))
                await Task.Delay(RetryAfter, time, _stop.Token).ConfigureAwait(false);
            IsReady = Failure is null;
            onSettled();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            IsReady = false;
        }
    }

    /// <returns>True when the source is ready or has failed for good.</returns>
    private async Task<bool> TryPrepareAsync(CancellationToken cancellation)
    {
        try
        {
            var (settings, capture) = ConnectorSettings.ForSource(config, resolver);
            await engine.PrepareSourceAsync(settings, capture, cancellation).ConfigureAwait(false);
            RetryReason = null;
            return true;
        }
        catch (ReplicationException e) when (FailurePolicy.ActionFor(e.Kind) == FailureAction.Retry)
        {
            RetryReason = e.Message;
            LogMessages.SourceNotReady(log, config["name"], e.Message);
            return false;
        }
        catch (Exception e) when (e is ReplicationException or ConnectorConfigException or UnresolvedReferenceException)
        {
            Failure = e.Message;
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogMessages.StreamFault(log, config["name"], e);
            Failure = $"The source could not be looked at, by a fault of Bifrost ({e.GetType().Name}); the worker's log says more.";
            return true;
        }
    }
}
