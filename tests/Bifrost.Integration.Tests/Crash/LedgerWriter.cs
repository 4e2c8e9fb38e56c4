using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Crash;

/// <summary>Moves money on the source until it is told to stop.</summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    public LedgerWriter(ScratchDatabase source, int seed) => _writing = Task.Run(() => WriteAsync(source, new Random(seed)));

    public int Written { get; private set; }

    /// <summary>Ends after the movement that is being written.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WriteAsync(ScratchDatabase source, Random random)
    {
        await using var connection = await source.OpenAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!_stop.IsCancellationRequested)
        {
            var from = random.Next(1, Ledger.Accounts);
            await using var command = connection.CreateCommand();
            command.CommandText = Ledger.Movement(Written + 1, from, random.Next(from + 1, Ledger.Accounts + 1), random.Next(1, 100), random.Next(1, 4));
            await command.ExecuteNonQueryAsync();
            Written++;
            await pace.WaitForNextTickAsync();
        }
    }
}
