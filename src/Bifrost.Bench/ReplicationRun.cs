using Bifrost.Bench.Contenders;
using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench;

/// <summary>One replication through all workloads of a plan, one after the other on the same tables.</summary>
internal sealed class ReplicationRun(
    IReplication replication, RunDatabases databases, OrdersWriter writer, ServerProcesses servers, BenchPlan plan, int run, TimeProvider time)
{
    private readonly Patience _patience = new(replication, time);

    public async Task MeasureAsync(Action<Measurement> measured, CancellationToken cancellation)
    {
        var snapshot = await SnapshotAsync(cancellation).ConfigureAwait(false);
        if (plan.Workloads.Contains(Workload.Snapshot))
            measured(snapshot);
        await _patience.UntilAsync("until it follows", replication.FollowsAsync, cancellation).ConfigureAwait(false);
        await using var watch = await MarkWatch.OpenAsync(databases, replication.InCommitOrder ? MarkTable.Read : TableMarks.Read(SideTable.Of(plan)), cancellation).ConfigureAwait(false);
        foreach (var workload in plan.Replications.Where(static workload => workload != Workload.Snapshot).Order())
        {
            await SettleAsync(cancellation).ConfigureAwait(false);
            var meter = new EffortMeter(servers, time);
            var figures = workload.IsOfClients()
                ? await ClientsAsync(workload, watch, cancellation).ConfigureAwait(false)
                : await DrainAsync(workload, watch, cancellation).ConfigureAwait(false);
            measured(figures with { Effort = await meter.StopAsync().ConfigureAwait(false), Equal = await EqualAsync(cancellation).ConfigureAwait(false) });
        }
    }

    private async Task<Measurement> SnapshotAsync(CancellationToken cancellation)
    {
        await replication.PrepareAsync(cancellation).ConfigureAwait(false);
        await SettleAsync(cancellation).ConfigureAwait(false);
        var meter = new EffortMeter(servers, time);
        var start = time.GetTimestamp();
        await replication.StartAsync(cancellation).ConfigureAwait(false);
        await _patience.UntilAsync(nameof(Workload.Snapshot), replication.ShowsSnapshotAsync, cancellation).ConfigureAwait(false);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        var effort = await meter.StopAsync().ConfigureAwait(false);
        return new Measurement(Workload.Snapshot, replication.Contender, run, seconds, effort, await EqualAsync(cancellation).ConfigureAwait(false));
    }

    private async Task<Measurement> DrainAsync(Workload workload, MarkWatch watch, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        await writer.WriteAsync(workload, MarkOf(workload), cancellation).ConfigureAwait(false);
        var committed = time.GetTimestamp();
        await LevelAsync(workload, watch, cancellation).ConfigureAwait(false);
        return Figures(workload, start, committed);
    }

    private async Task<Measurement> ClientsAsync(Workload workload, MarkWatch watch, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var writers = Clients.WriteAsync(workload, databases, plan, cancellation);
        // A contender that stops by itself never shows the probe's commit: the probe ends with this method.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var visible = new VisibilityProbe(databases, time).RunAsync(writers, ended.Token);
        try
        {
            return await WithWritersAsync(workload, start, writers, visible, watch, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<Measurement> WithWritersAsync(Workload workload, long start, Task writers, Task<IReadOnlyList<double>> visible, MarkWatch watch, CancellationToken cancellation)
    {
        await writers.ConfigureAwait(false);
        await writer.MarkAsync(MarkOf(workload), cancellation).ConfigureAwait(false);
        var committed = time.GetTimestamp();
        await LevelAsync(workload, watch, cancellation).ConfigureAwait(false);
        var figures = Figures(workload, start, committed);
        var milliseconds = await visible.ConfigureAwait(false);
        return figures with { Visibility = new Visibility(Percentile.Of(milliseconds, 50), Percentile.Of(milliseconds, 99)) };
    }

    /// <summary>Each workload's mark is beyond that of the one before.</summary>
    private static long MarkOf(Workload workload) => (long)workload;

    private Task LevelAsync(Workload workload, MarkWatch watch, CancellationToken cancellation) =>
        _patience.UntilAsync(workload.ToString(), token => watch.ShowsAsync(MarkOf(workload), token), cancellation);

    /// <summary>Cost and equality are filled in when they are known.</summary>
    private Measurement Figures(Workload workload, long start, long committed) =>
        new(workload, replication.Contender, run, time.GetElapsedTime(committed).TotalSeconds, new Effort(0, null, 0), Equal: false) { WriterSeconds = time.GetElapsedTime(start, committed).TotalSeconds };

    private Task<bool> EqualAsync(CancellationToken cancellation) => Fingerprint.AgreeAsync(databases, SideTable.Of(plan), cancellation);

    /// <summary>Gives back what the workload before has left in memory, so that a peak is the workload's own.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await databases.SettleAsync(cancellation).ConfigureAwait(false);
    }
}
