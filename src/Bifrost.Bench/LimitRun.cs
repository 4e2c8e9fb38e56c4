using Bifrost.Bench.Contenders;
using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench;

/// <summary>The limit of a snapshot, measured as the snapshots are.</summary>
internal sealed class LimitRun(RunDatabases databases, ServerProcesses servers, int run, TimeProvider time)
{
    public async Task<Measurement> MeasureAsync(CancellationToken cancellation)
    {
        var pipe = new CopyPipe(databases);
        await pipe.PrepareAsync(cancellation).ConfigureAwait(false);
        await databases.SettleAsync(cancellation).ConfigureAwait(false);
        var meter = new EffortMeter(servers, time);
        var start = time.GetTimestamp();
        await pipe.RunAsync(cancellation).ConfigureAwait(false);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        var effort = await meter.StopAsync().ConfigureAwait(false);
        return new Measurement(Workload.Snapshot, Contender.CopyPipe, run, seconds, effort, await Fingerprint.AgreeAsync(databases, [], cancellation).ConfigureAwait(false));
    }
}
