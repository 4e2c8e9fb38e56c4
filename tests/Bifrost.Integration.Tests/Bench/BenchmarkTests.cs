using Bifrost.Bench;
using Bifrost.Bench.Contenders;
using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;
using Bifrost.Postgres;
using Bifrost.Postgres.Failures;

namespace Bifrost.Integration.Tests.Bench;

/// <summary>A benchmark small enough for every run of the tests. No figure is judged.</summary>
public sealed class BenchmarkTests
{
    private const int Rows = 2_000;

    private string _folder = "";

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("bifrost-letters-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Every_workload_ends_in_equality_and_is_held_against_the_control()
    {
        var plan = new BenchPlan(Rows, 1, Enum.GetValues<Workload>());
        var heard = new Heard();
        var report = await new Benchmark(static () => new PostgresEngine(TimeProvider.System), Letters(static _ => "n"), TimeProvider.System)
            .RunAsync(await BenchServersOfTheRun.StartedAsync(), plan, heard, default);

        report.Equal.ShouldBeTrue();
        report.Workloads.Select(static workload => workload.Workload).ShouldBe(plan.Workloads);
        foreach (var workload in report.Workloads)
        {
            var own = workload.Contenders.Single(static contender => contender.Contender == Contender.Bifrost);
            (own.RatioToControl is not null).ShouldBe(workload.Workload != Workload.Etl, workload.Workload.ToString());
            (own.RatioToLimit is not null).ShouldBe(workload.Workload is Workload.Snapshot or Workload.Etl, workload.Workload.ToString());
            (own.RowsPerSecond is not null).ShouldBe(workload.Workload is Workload.Snapshot or Workload.Etl, workload.Workload.ToString());
            (own.VisibleP99 is not null).ShouldBe(workload.Workload is Workload.Small or Workload.Many or Workload.Tpcb, workload.Workload.ToString());
        }

        heard.Figures.Count.ShouldBe(report.Workloads.Sum(static workload => workload.Contenders.Count));
    }

    [Test]
    public async Task A_load_takes_turns_with_the_copy_and_is_not_equal_where_it_leaves_other_rows()
    {
        var heard = new Heard();
        // The first load is the one that the copy takes its rows from.
        var report = await new Benchmark(static () => throw new InvalidOperationException("no replication is measured"), Letters(static load => load == 2 ? "n + 1" : "n"), TimeProvider.System)
            .RunAsync(await BenchServersOfTheRun.StartedAsync(), new BenchPlan(Rows, 2, [Workload.Etl]), heard, default);
        heard.Figures.Select(static figure => (figure.Run, figure.Contender, figure.Equal)).ShouldBe(
        [
            (1, Contender.CopyRows, true), (1, Contender.Bifrost, false), (2, Contender.Bifrost, true), (2, Contender.CopyRows, true),
        ]);
        report.Equal.ShouldBeFalse();
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    /// <param name="value">What the load of that number writes for the number <c>n</c>.</param>
    private TableLoad Letters(Func<int, string> value)
    {
        var loads = 0;
        return new TableLoad(
            _folder,
            "create table letters (id bigint generated always as identity primary key, n bigint unique, letter text)",
            "letters",
            ["n", "letter"],
            static (_, _) => Task.CompletedTask,
            (database, cancellation) => new BenchDatabase(database, DatabaseSide.Target)
                .ExecuteAsync("loading letters", cancellation, $"insert into letters (n, letter) select {value(++loads)}, chr(97 + n % 26) from generate_series(1, {Rows}) n"));
    }

    private sealed class Heard : IBenchProgress
    {
        public List<Measurement> Figures { get; } = [];

        public void Measured(Measurement measurement) => Figures.Add(measurement);
    }
}
