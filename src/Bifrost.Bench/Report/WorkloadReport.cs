using Bifrost.Bench.Contenders;
using Bifrost.Bench.Contenders.Kafka;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Report;

/// <summary>One workload, contender beside contender.</summary>
/// <param name="Size">Rows, or transactions of one row.</param>
/// <param name="LeftOut">Who was asked for and is not among the contenders, and why.</param>
public sealed record WorkloadReport(Workload Workload, long Size, IReadOnlyList<ContenderReport> Contenders, IReadOnlyList<LeftOut> LeftOut)
{
    private const double Megabyte = 1e6;

    internal static WorkloadReport Of(Workload workload, long size, IEnumerable<Measurement> measurements, bool withKafka)
    {
        var runs = measurements.Where(measurement => measurement.Workload == workload).ToLookup(static measurement => measurement.Contender);
        return new WorkloadReport(workload, size, [.. runs.OrderBy(static own => own.Key).Select(own => Of(workload, size, [.. own], runs))], withKafka && workload.WhyNotOnKafka() is { } reason ? [new LeftOut(Contender.Kafka, reason)] : []);
    }

    private static ContenderReport Of(Workload workload, long size, IReadOnlyList<Measurement> own, ILookup<Contender, Measurement> all) => new(
        own[0].Contender,
        Spread.Of(own.Select(static run => run.Seconds))!,
        workload is Workload.Snapshot or Workload.Etl ? Spread.Of(own.Select(run => Math.Round(size / run.Seconds))) : null,
        Spread.Of(own.Select(static run => run.WriterSeconds).OfType<double>()),
        Spread.Of(own.Select(static run => run.Visibility?.P50).OfType<double>()),
        Spread.Of(own.Select(static run => run.Visibility?.P99).OfType<double>()),
        own[0].Contender == Contender.Native ? null : Ratio(own, all[Contender.Native]),
        own[0].Contender == LimitOf(workload) ? null : Ratio(own, all[LimitOf(workload)]),
        own[0].Contender == Contender.Kafka ? null : Ratio(own, all[Contender.Kafka]),
        Spread.Of(own.Select(static run => run.Effort.ProcessSeconds))!.Median,
        Spread.Of(own.Select(static run => run.Effort.ServerSeconds).OfType<double>())?.Median,
        own.Max(static run => run.Effort.PeakBytes) / Megabyte,
        own.All(static run => run.Equal));

    private static Contender LimitOf(Workload workload) => workload == Workload.Etl ? Contender.CopyRows : Contender.CopyPipe;

    /// <summary>Paired: a run's figure is held against the other's of the same run, so that what disturbs both cancels out.</summary>
    private static Spread? Ratio(IEnumerable<Measurement> own, IEnumerable<Measurement> other) => Spread.Of(
        own.Join(other, static run => run.Run, static run => run.Run, static (mine, theirs) => Figure(mine) / Figure(theirs)).Where(double.IsFinite));

    private static double Figure(Measurement run) => run.Visibility?.P99 ?? run.Seconds;
}
