using Bifrost.Bench.Contenders;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Report;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Tests;

public sealed class ReportTests
{
    [Test]
    public void A_spread_is_the_middle_and_the_ends()
    {
        Spread.Of([3, 1, 2]).ShouldBe(new Spread(2, 1, 3));
        Spread.Of([4, 1, 2, 3]).ShouldBe(new Spread(2.5, 1, 4));
        Spread.Of([]).ShouldBeNull();
    }

    [Test]
    public void A_percentile_is_a_value_that_was_measured()
    {
        double[] hundred = [.. Enumerable.Range(1, 100).Select(static n => (double)n)];
        Percentile.Of(hundred, 50).ShouldBe(50);
        Percentile.Of(hundred, 99).ShouldBe(99);
        Percentile.Of([7], 50).ShouldBe(7);
        Percentile.Of([7, 9], 99).ShouldBe(9);
    }

    [Test]
    public void Ratios_are_taken_run_by_run_before_their_median()
    {
        // The second run was disturbed, for both alike: medians held against each other would give 2 / 4.
        var report = Report(Workload.Updates,
            Figure(Workload.Updates, Contender.Native, 1, 4), Figure(Workload.Updates, Contender.Bifrost, 1, 1),
            Figure(Workload.Updates, Contender.Native, 2, 40), Figure(Workload.Updates, Contender.Bifrost, 2, 10),
            Figure(Workload.Updates, Contender.Native, 3, 4), Figure(Workload.Updates, Contender.Bifrost, 3, 2));
        Of(report, Contender.Bifrost).RatioToControl.ShouldBe(new Spread(0.25, 0.25, 0.5));
        Of(report, Contender.Native).RatioToControl.ShouldBeNull();
        Of(report, Contender.Bifrost).RatioToLimit.ShouldBeNull();
    }

    [Test]
    public void A_snapshot_is_held_against_the_limit_too()
    {
        var report = Report(Workload.Snapshot,
            Figure(Workload.Snapshot, Contender.CopyPipe, 1, 2), Figure(Workload.Snapshot, Contender.Native, 1, 6), Figure(Workload.Snapshot, Contender.Bifrost, 1, 3));
        Of(report, Contender.Bifrost).RatioToLimit!.Median.ShouldBe(1.5);
        Of(report, Contender.Bifrost).RatioToControl!.Median.ShouldBe(0.5);
        Of(report, Contender.Native).RatioToLimit!.Median.ShouldBe(3);
    }

    [Test]
    public void A_load_is_held_against_the_copy_of_its_rows_with_rows_per_second()
    {
        var report = Report(Workload.Etl, Figure(Workload.Etl, Contender.CopyRows, 1, 2), Figure(Workload.Etl, Contender.Bifrost, 1, 2.5), Figure(Workload.Etl, Contender.CopyRows, 2, 4), Figure(Workload.Etl, Contender.Bifrost, 2, 4));
        Of(report, Contender.Bifrost).RatioToLimit.ShouldBe(new Spread(1.125, 1, 1.25));
        Of(report, Contender.Bifrost).RatioToControl.ShouldBeNull();
        Of(report, Contender.CopyRows).RatioToLimit.ShouldBeNull();
        Of(report, Contender.Bifrost).RowsPerSecond.ShouldBe(new Spread(325, 250, 400));
        Of(Report(Workload.Updates, Figure(Workload.Updates, Contender.Bifrost, 1, 1)), Contender.Bifrost).RowsPerSecond.ShouldBeNull();
    }

    [Test]
    public void Small_transactions_are_held_against_each_other_by_their_p99()
    {
        var report = Report(Workload.Small,
            Figure(Workload.Small, Contender.Native, 1, 0.01) with { Visibility = new Visibility(2, 10) },
            Figure(Workload.Small, Contender.Bifrost, 1, 0.05) with { Visibility = new Visibility(4, 30) });
        Of(report, Contender.Bifrost).RatioToControl!.Median.ShouldBe(3);
        Of(report, Contender.Bifrost).VisibleP50!.Median.ShouldBe(4);
    }

    [Test]
    public void All_are_held_against_Kafka_where_it_took_part_and_small_transactions_by_their_p99()
    {
        var report = Report(Workload.Snapshot, Figure(Workload.Snapshot, Contender.Bifrost, 1, 2), Figure(Workload.Snapshot, Contender.Native, 1, 5), Figure(Workload.Snapshot, Contender.Kafka, 1, 100));
        Of(report, Contender.Bifrost).RatioToKafka!.Median.ShouldBe(0.02);
        Of(report, Contender.Native).RatioToKafka!.Median.ShouldBe(0.05);
        Of(report, Contender.Kafka).RatioToKafka.ShouldBeNull();
        Of(report, Contender.Kafka).RatioToControl!.Median.ShouldBe(20);
        var small = Report(Workload.Small,
            Figure(Workload.Small, Contender.Bifrost, 1, 0.05) with { Visibility = new Visibility(4, 30) },
            Figure(Workload.Small, Contender.Kafka, 1, 0.05) with { Visibility = new Visibility(40, 300) });
        Of(small, Contender.Bifrost).RatioToKafka!.Median.ShouldBe(0.1);
        Of(Report(Workload.Updates, Figure(Workload.Updates, Contender.Bifrost, 1, 1)), Contender.Bifrost).RatioToKafka.ShouldBeNull();
    }

    [TestCase(Workload.Snapshot, false)]
    [TestCase(Workload.Inserts, false)]
    [TestCase(Workload.Updates, false)]
    [TestCase(Workload.Deletes, false)]
    [TestCase(Workload.Small, false)]
    [TestCase(Workload.Many, false)]
    [TestCase(Workload.Wide, true)]
    [TestCase(Workload.Tpcb, true)]
    [TestCase(Workload.Etl, true)]
    public void A_workload_that_Kafka_takes_no_part_in_says_so_and_why_where_it_was_asked_for(Workload workload, bool leftOut)
    {
        var report = BenchReport.Of(new BenchPlan(1_000, 1, [workload]), [], withKafka: true);
        report.Workloads.Single().LeftOut.Select(static left => left.Contender).ShouldBe(leftOut ? [Contender.Kafka] : []);
        report.Workloads.Single().LeftOut.ShouldAllBe(static left => left.Reason.Length > 0);
        Report(workload).Workloads.Single().LeftOut.ShouldBeEmpty();
    }

    [Test]
    public void One_run_that_ended_unequal_marks_the_whole_report()
    {
        var report = Report(Workload.Deletes,
            Figure(Workload.Deletes, Contender.Bifrost, 1, 1), Figure(Workload.Deletes, Contender.Bifrost, 2, 1) with { Equal = false });
        Of(report, Contender.Bifrost).Equal.ShouldBeFalse();
        report.Equal.ShouldBeFalse();
    }

    [Test]
    public void Servers_whose_time_cannot_be_read_leave_their_column_empty() =>
        Of(Report(Workload.Deletes, Figure(Workload.Deletes, Contender.Native, 1, 1) with { Effort = new Effort(1, null, 0) }), Contender.Native).ServerSeconds.ShouldBeNull();

    private static BenchReport Report(Workload workload, params Measurement[] figures) => BenchReport.Of(new BenchPlan(1_000, 3, [workload]), figures, withKafka: false);

    private static ContenderReport Of(BenchReport report, Contender contender) => report.Workloads.Single().Contenders.Single(own => own.Contender == contender);

    private static Measurement Figure(Workload workload, Contender contender, int run, double seconds) => new(workload, contender, run, seconds, new Effort(1, 2, 3_000_000), Equal: true);
}
