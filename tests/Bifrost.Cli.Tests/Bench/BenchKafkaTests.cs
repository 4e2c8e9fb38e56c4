using Bifrost.Bench.Contenders;
using Bifrost.Bench.Report;
using Bifrost.Bench.Workloads;
using Bifrost.Cli.Bench;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Bench;

public sealed class BenchKafkaTests
{
    [Test]
    public async Task A_Kafka_that_is_not_where_it_is_looked_for_is_said_before_anything_is_started()
    {
        var run = await CommandLineRun.InAsync(Path.GetTempPath(), "bench", "--with", "kafka", "--kafka-home", "/nowhere/kafka");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldStartWith("bifrost: There is no folder /nowhere/kafka. Give --kafka-home, or KAFKA_HOME,");
    }

    [Test]
    public void The_table_has_a_column_for_Kafka_only_where_it_took_part_and_a_line_where_it_did_not()
    {
        BenchTables.Of(Report([Row(Contender.Bifrost, null)])).Columns.ShouldNotContain("of kafka");

        var table = BenchTables.Of(Report([Row(Contender.Bifrost, new Spread(0.04, 0.03, 0.05)), Row(Contender.Kafka, null)], new LeftOut(Contender.Kafka, "it cannot")));
        var column = table.Columns.ToList().IndexOf("of kafka");
        table.Rows.Select(row => row[column]).ShouldBe(["0.04 (0.03-0.05)", ""]);
        table.Notes[^1].ShouldBe("snapshot: without kafka; it cannot.");
    }

    private static BenchReport Report(IReadOnlyList<ContenderReport> contenders, params LeftOut[] left) => new(1_000, 1, 2, [new WorkloadReport(Workload.Snapshot, 1_000, contenders, left)]);

    private static ContenderReport Row(Contender contender, Spread? toKafka) => new(contender, new Spread(1, 1, 1), null, null, null, null, null, null, toKafka, 1, 1, 1, Equal: true);
}
