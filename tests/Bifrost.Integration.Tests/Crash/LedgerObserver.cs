using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Integration.Tests.Crash;

/// <summary>A reader of a replica that looks all the time, and keeps what it saw that must not be.</summary>
internal sealed class LedgerObserver : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;

    public LedgerObserver(ScratchDatabase replica) => _looking = Task.Run(() => LookAsync(replica));

    public List<string> Faults { get; } = [];

    public int Looks { get; private set; }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _looking;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task LookAsync(ScratchDatabase replica)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Faults.AddRange(await Ledger.FaultsAsync(replica));
                Looks++;
            }
            catch (NpgsqlException)
            {
                // The server is down, as it is meant to be: the next look is made when it is up.
                Looks += 0;
            }

            await pace.WaitForNextTickAsync();
        }
    }
}
