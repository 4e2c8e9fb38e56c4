using Bifrost.Connect.Health;
using Bifrost.Replication;
using Bifrost.Worker.Logging;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Connectors;

/// <summary>Looks at the WAL that sources keep, and says in the log, once for each state of a slot, that it comes near its limit: nobody need look for it.</summary>
internal sealed class WalWatch(Func<Task<IReadOnlyList<StreamFigure>>> look, TimeSpan interval, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>WAL grows by some GB a minute at most, and a look is two questions to a source.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<(string Sink, string Source), string> _told = [];
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _stop.EndAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>One look; what was said before is not said again.</summary>
    public async Task LookAsync()
    {
        foreach (var stream in (await look().ConfigureAwait(false)).Select(static figure => figure.Info).Where(static stream => stream.WalStatus is not null))
        {
            var place = (stream.Sink, stream.Source);
            var reason = WalPressure.Of(stream);
            // The state, not the sentence: that one changes with every byte.
            if (reason is not null && _told.GetValueOrDefault(place) != stream.WalStatus)
            {
                _told[place] = stream.WalStatus!;
                LogMessages.WalPressure(log, stream.Sink, reason);
            }
            else if (reason is null && _told.Remove(place))
            {
                LogMessages.WalPressureIsOver(log, stream.Sink, stream.Source);
            }
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(interval, time, _stop.Token).ConfigureAwait(false);
                await LookAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The worker stops.
        }
    }
}
