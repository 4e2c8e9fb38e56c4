using Bifrost.Bench.Contenders;

namespace Bifrost.Bench.Measuring;

/// <summary>Waits for a contender by asking, seldom enough not to load the servers.</summary>
internal sealed class Patience(IReplication replication, TimeProvider time)
{
    /// <summary>Between two questions: a hundredth of a second is below one percent of any span worth comparing, and a hundred small questions a second cost no server a percent.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Far beyond the slowest workload of ten million rows; it only ends what would hang.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public async Task UntilAsync(string workload, Func<CancellationToken, Task<bool>> question, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (!await question(cancellation).ConfigureAwait(false))
        {
            replication.ThrowIfStopped();
            if (time.GetElapsedTime(start) > Limit)
                throw BenchException.NeverLevel(replication, workload, Limit);
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }
}
