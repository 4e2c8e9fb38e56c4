using Bifrost.Bench.Contenders;
using Bifrost.Bench.Contenders.Kafka;
using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Report;
using Bifrost.Bench.Workloads;
using Bifrost.Connect.Client;
using Bifrost.Replication.Engine;

namespace Bifrost.Bench;

/// <summary>Measures the engine beside its control and its limit, and the load beside its own, on the same servers and in turns. It judges nothing: figures come out, not verdicts.</summary>
/// <param name="engine">The engine to measure; a new one for each run.</param>
/// <param name="load">The load to measure.</param>
public sealed class Benchmark(Func<IReplicationEngine> engine, TableLoad load, TimeProvider time)
{
    /// <summary>Connect answers 409 while it shares out the connector before: the client's own wait is no part of what is measured.</summary>
    private static readonly ConnectClientOptions Impatient = new() { FirstDelay = TimeSpan.FromMilliseconds(20), LongestDelay = TimeSpan.FromMilliseconds(200), RebalanceRetries = 300 };

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
        return BenchReport.Of(plan, measurements, servers.Kafka is not null);
    }

    private async Task ReplicateAsync(BenchServers servers, BenchPlan plan, Action<Measurement> measured, CancellationToken cancellation)
    {
        var contenders = ContendersOf(servers, plan);
        for (var run = 1; run <= plan.Runs; run++)
        {
            foreach (var contender in InTurn(contenders, run))
            {
                await using var databases = await RunDatabases.CreateAsync(servers, $"bench_{contender}_{run}".ToLowerInvariant(), cancellation).ConfigureAwait(false);
                await RunAsync(contender, run, databases, servers.Kafka, plan, measured, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static Contender[] ContendersOf(BenchServers servers, BenchPlan plan) =>
    [
        .. plan.Workloads.Contains(Workload.Snapshot) ? [Contender.CopyPipe] : Array.Empty<Contender>(),
        Contender.Native,
        Contender.Bifrost,
        .. servers.Kafka is not null && plan.Workloads.All(static workload => workload.WhyNotOnKafka() is null) ? [Contender.Kafka] : Array.Empty<Contender>(),
    ];

    private async Task LoadAsync(BenchServers servers, BenchPlan plan, Action<Measurement> measured, CancellationToken cancellation)
    {
        await load.MakeAsync(plan.Rows, cancellation).ConfigureAwait(false);
        var loads = new LoadRun(servers, load, plan, time);
        for (var run = 1; run <= plan.Runs; run++)
            await loads.MeasureAsync(run, InTurn([Contender.CopyRows, Contender.Bifrost], run), measured, cancellation).ConfigureAwait(false);
    }

    /// <summary>Who was first in one run is last in the next: what warms up or fills up does so for either.</summary>
    private static IEnumerable<Contender> InTurn(Contender[] contenders, int run) => run % 2 == 1 ? contenders : contenders.Reverse();

    private async Task RunAsync(Contender contender, int run, RunDatabases databases, BenchKafka? kafka, BenchPlan plan, Action<Measurement> measured, CancellationToken cancellation)
    {
        var writer = new OrdersWriter(databases, plan);
        await writer.FillAsync(cancellation).ConfigureAwait(false);
        var servers = await ServerProcesses.FindAsync(databases.All, contender == Contender.Kafka ? kafka!.Processes : [], cancellation).ConfigureAwait(false);
        if (contender == Contender.CopyPipe)
        {
            measured(await new LimitRun(databases, servers, run, time).MeasureAsync(cancellation).ConfigureAwait(false));
            return;
        }

        await using var replication = ReplicationOf(contender, run, databases, kafka, plan);
        await new ReplicationRun(replication, databases, writer, servers, plan, run, time).MeasureAsync(measured, cancellation).ConfigureAwait(false);
    }

    private IReplication ReplicationOf(Contender contender, int run, RunDatabases databases, BenchKafka? kafka, BenchPlan plan)
    {
        var beside = SideTable.Of(plan);
        return contender switch
        {
            Contender.Native => new NativeReplication(databases, beside),
            Contender.Kafka => new KafkaReplication(
                new ConnectClient(kafka!.Connect, Impatient, time), new KafkaConnectors($"bench_{plan.Workloads[0]}_{run}".ToLowerInvariant(), databases, beside), databases, beside, time),
            _ => new EngineReplication(engine(), databases, beside),
        };
    }
}
