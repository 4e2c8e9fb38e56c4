using Bifrost.Bench.Contenders;
using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench;

/// <summary>A load of files beside one COPY of the rows that come of it. Each begins with the table empty, its indexes in place, and ends with the commit.</summary>
internal sealed class LoadRun(BenchServers servers, TableLoad load, BenchPlan plan, TimeProvider time)
{
    private LoadedRows? _expected;

    /// <summary>Measures both, in the order that is given, each in a database of its own.</summary>
    public async Task MeasureAsync(int run, IEnumerable<Contender> contenders, Action<Measurement> measured, CancellationToken cancellation)
    {
        foreach (var contender in contenders)
        {
            await using var databases = await RunDatabases.CreateAsync(servers with { Replicas = [] }, $"bench_load_{contender}_{run}".ToLowerInvariant(), cancellation).ConfigureAwait(false);
            await databases.Source.ExecuteAsync("creating the table", cancellation, load.Schema).ConfigureAwait(false);
            using var copy = new CopyRows(databases.Source, load);
            if (contender == Contender.CopyRows)
                await copy.PrepareAsync(cancellation).ConfigureAwait(false);
            measured(await MeasureAsync(contender, run, databases, contender == Contender.CopyRows ? copy.RunAsync : LoadAsync(databases), cancellation).ConfigureAwait(false));
        }
    }

    private Func<CancellationToken, Task> LoadAsync(RunDatabases databases) => cancellation => load.LoadAsync(databases.Source.Endpoint, cancellation);

    private async Task<Measurement> MeasureAsync(Contender contender, int run, RunDatabases databases, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var processes = await ServerProcesses.FindAsync(databases.All, [], cancellation).ConfigureAwait(false);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await databases.SettleAsync(cancellation).ConfigureAwait(false);
        var meter = new EffortMeter(processes, time);
        var start = time.GetTimestamp();
        await work(cancellation).ConfigureAwait(false);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        var effort = await meter.StopAsync().ConfigureAwait(false);
        var rows = await LoadedRows.OfAsync(databases.Source, load, cancellation).ConfigureAwait(false);
        _expected ??= rows;
        return new Measurement(Workload.Etl, contender, run, seconds, effort, rows == _expected && rows.Rows == plan.Rows);
    }
}
