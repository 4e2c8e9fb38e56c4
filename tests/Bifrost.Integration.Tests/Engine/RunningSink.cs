using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Integration.Tests.Engine;

/// <summary>A sink stream that was started.</summary>
internal sealed class RunningSink : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private bool _isDisposed;

    public RunningSink(ISinkStream stream)
    {
        Stream = stream;
        Ended = Task.Run(() => stream.RunAsync(_stop.Token));
    }

    public ISinkStream Stream { get; }

    /// <summary>Ends as the run ends.</summary>
    public Task Ended { get; }

    public StreamStatus Status => Stream.Status;

    /// <summary>Stops it as a worker does; what it failed with is thrown.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Ended);
    }

    /// <summary>Asks the status until it is so; the limit only ends a test that would otherwise hang.</summary>
    public async Task UntilAsync(Func<StreamStatus, bool> isSo)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var asked = 0; !isSo(Status) && asked < 3000; asked++)
            await ticks.WaitForNextTickAsync();
        isSo(Status).ShouldBeTrue(Status.ToString());
    }

    /// <summary>Waits for the failure that ends the run.</summary>
    public Task<ReplicationException> FailsAsync() => Should.ThrowAsync<ReplicationException>(Ended.WaitAsync(TimeSpan.FromSeconds(60)));

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _stop.CancelAsync();
        await ((Task)Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
