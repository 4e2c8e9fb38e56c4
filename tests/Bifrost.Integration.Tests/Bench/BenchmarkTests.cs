using Bifrost.Bench;
using Bifrost.Bench.Contenders;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;
using Bifrost.Postgres;

namespace Bifrost.Integration.Tests.Bench;

/// <summary>A benchmark small enough for every run of the tests. No figure is judged.</summary>
public sealed class BenchmarkTests
{
    [Test]
    public async Task Every_workload_ends_in_equality_and_is_held_against_the_control()
    {
        var plan = new BenchPlan(2_000, 1, Enum.GetValues<Workload>());
        var heard = new Heard();
        var report = await new Benchmark(static () => new PostgresEngine(TimeProvider.System), TimeProvider.System).RunAsync(await BenchServersOfTheRun.StartedAsync(), plan, heard, default);

        report.Equal.ShouldBeTrue();
        report.Workloads.Select(static workload => workload.Workload).ShouldBe(plan.Workloads);
        foreach (var workload in report.Workloads)
        {
            var own = workload.Contenders.Single(static contender => contender.Contender == Contender.Bifrost);
            own.RatioToControl.ShouldNotBeNull(workload.Workload.ToString());
            (own.RatioToLimit is not null).ShouldBe(workload.Workload == Workload.Snapshot);
            (own.VisibleP99 is not null).ShouldBe(workload.Workload == Workload.Small);
        }

        heard.Figures.Count.ShouldBe(report.Workloads.Sum(static workload => workload.Contenders.Count));
    }

    private sealed class Heard : IBenchProgress
    {
        public List<Measurement> Figures { get; } = [];

        public void Measured(Measurement measurement) => Figures.Add(measurement);
    }
}
