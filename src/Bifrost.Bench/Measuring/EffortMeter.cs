namespace Bifrost.Bench.Measuring;

/// <summary>Takes processor time and memory from its start to its stop.</summary>
internal sealed class EffortMeter
{
    /// <summary>Between two looks at the working set: a batch lives longer than this.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly ServerProcesses _servers;
    private readonly TimeProvider _time;
    private readonly TimeSpan _process = Environment.CpuUsage.TotalTime;
    private readonly double? _serverSeconds;
    private readonly Task<long> _peak;

    public EffortMeter(ServerProcesses servers, TimeProvider time)
    {
        _servers = servers;
        _time = time;
        _serverSeconds = servers.ProcessorSeconds();
        _peak = WatchAsync();
    }

    public async Task<Effort> StopAsync()
    {
        var process = (Environment.CpuUsage.TotalTime - _process).TotalSeconds;
        var servers = _servers.ProcessorSeconds() - _serverSeconds;
        await _stop.CancelAsync().ConfigureAwait(false);
        var peak = await _peak.ConfigureAwait(false);
        _stop.Dispose();
        return new Effort(process, servers, peak);
    }

    private async Task<long> WatchAsync()
    {
        var peak = Environment.WorkingSet;
        using var timer = new PeriodicTimer(Look, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                peak = Math.Max(peak, Environment.WorkingSet);
        }
        catch (OperationCanceledException)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
        }

        return peak;
    }
}
