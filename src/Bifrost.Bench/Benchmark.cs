using Bifrost.Bench.Contenders;
using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Report;
using Bifrost.Bench.Workloads;
using Bifrost.Replication.Engine;

namespace Bifrost.Bench;

/// <summary>Measures the engine beside its control and its limit, and the load beside its own, on the same servers and in turns. It judges nothing: figures come out, not verdicts.</summary>
/// <param name="engine">The engine to measure; a new one for each run.</param>
/// <param name="load">The load to measure.</param>
public sealed class Benchmark(Func<IReplicationEngine> engine, TableLoad load, TimeProvider time)
{
    /// <summary>Runs the whole plan. Every database that it makes is dropped again.</summary>
    /// <param name="progress">Told each figure as it comes.</param>
    public async Task<BenchReport> RunAsync(BenchServers servers, BenchPlan plan, IBenchProgress progress, CancellationToken cancellation)
    {
        var measurements = new List<Measurement>();
        void Measured(Measurement measurement)
        {
            measurements.Add(measurement);
            progress.Measured(measurement);
        }

        foreach (var part in plan.Parts)
            await ReplicateAsync(servers, part, Measured, cancellation).ConfigureAwait(false);
        if (plan.Workloads.Contains(Workload.Etl))
            await LoadAsync(servers, plan, Measured, cancellation).ConfigureAwait(false);
        return BenchReport.Of(plan, measurements);
    }

    private async Task ReplicateAsync(BenchServers servers, BenchPlan plan, Action<Measurement> measured, CancellationToken cancellation)
    {
        Contender[] contenders = plan.Workloads.Contains(Workload.Snapshot)
            ? [Contender.CopyPipe, Contender.Native, Contender.Bifrost]
            : [Contender.Native, Contender.Bifrost];
        for (var run = 1; run <= plan.Runs; run++)
        {
            foreach (var contender in InTurn(contenders, run))
            {
                await using var databases = await RunDatabases.CreateAsync(servers, $"bench_{contender}_{run}".ToLowerInvariant(), cancellation).ConfigureAwait(false);
                await RunAsync(contender, run, databases, plan, measured, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task LoadAsync(BenchServers servers, BenchPlan plan, Action<Measurement> measured, CancellationToken cancellation)
    {
        await load.MakeAsync(plan.Rows, cancellation).ConfigureAwait(false);
        var loads = new LoadRun(servers, load, plan, time);
        for (var run = 1; run <= plan.Runs; run++)
            await loads.MeasureAsync(run, InTurn([Contender.CopyRows, Contender.Bifrost], run), measured, cancellation).ConfigureAwait(false);
    }

    /// <summary>Who was first in one run is last in the next: what warms up or fills up does so for either.</summary>
    private static IEnumerable<Contender> InTurn(Contender[] contenders, int run) => run % 2 == 1 ? contenders : contenders.Reverse();

    private async Task RunAsync(Contender contender, int run, RunDatabases databases, BenchPlan plan, Action<Measurement> measured, CancellationToken cancellation)
    {
        var writer = new OrdersWriter(databases, plan);
        await writer.FillAsync(cancellation).ConfigureAwait(false);
        var servers = await ServerProcesses.FindAsync(databases.All, cancellation).ConfigureAwait(false);
        if (contender == Contender.CopyPipe)
        {
            measured(await new LimitRun(databases, servers, run, time).MeasureAsync(cancellation).ConfigureAwait(false));
            return;
        }

        await using IReplication replication = contender == Contender.Native ? new NativeReplication(databases, SideTable.Of(plan)) : new EngineReplication(engine(), databases, SideTable.Of(plan));
        await new ReplicationRun(replication, databases, writer, servers, plan, run, time).MeasureAsync(measured, cancellation).ConfigureAwait(false);
    }
}
