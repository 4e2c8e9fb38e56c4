using Bifrost.Connect.Client;
using Bifrost.Connect.Health;

namespace Bifrost.Bench.Contenders.Kafka;

/// <summary>Looks every few seconds whether a connector or a task has failed: a failed one leaves no trace in any database.</summary>
internal sealed class ConnectorWatch(IConnectClient connect, IReadOnlyList<string> connectors, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Three small requests in this time are no load, and it is nothing beside the wait that a failure would be.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();

    private Task _watching = Task.CompletedTask;

    private volatile string? _failure;

    private volatile string? _trouble;

    /// <summary>Why one has failed, and which, as a sentence; null while none has.</summary>
    public string? Failure => _failure;

    /// <summary>Why the worker was not heard of at the last look; null where it was.</summary>
    public string? Trouble => _trouble;

    public void Start() => _watching = WatchAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // Ends as cancelled.
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Look, time);
        while (_failure is null && await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            try
            {
                await LookAsync().ConfigureAwait(false);
                _trouble = null;
            }
            catch (ConnectException e)
            {
                _trouble = e.Message;
            }
        }
    }

    private async Task LookAsync()
    {
        foreach (var connector in connectors)
        {
            var health = ConnectorHealth.Of(connector, await connect.FindStatusAsync(connector, _stop.Token).ConfigureAwait(false), null);
            if (health.Level == HealthLevel.Failed)
                _failure = $"{connector}: {health.Reason}{(health.Hint is { } hint ? $" {hint}" : "")}";
        }
    }
}
