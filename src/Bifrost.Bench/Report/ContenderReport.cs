using Bifrost.Bench.Contenders;

namespace Bifrost.Bench.Report;

/// <summary>One contender's figures for one workload, over all runs.</summary>
/// <param name="Seconds">See <see cref="Measuring.Measurement.Seconds"/>.</param>
/// <param name="RowsPerSecond">The rows by <paramref name="Seconds"/>; null but for a snapshot and a load, which take their rows in that time.</param>
/// <param name="WriterSeconds">How long the writers took beside it; null for a snapshot and a load.</param>
/// <param name="VisibleP50">Milliseconds from commit to visible; null but for small transactions. So for <paramref name="VisibleP99"/>.</param>
/// <param name="RatioToControl">Its figure by the control's, run by run, and of these the spread. The figure is <paramref name="Seconds"/>; for small transactions, which leave nothing to drain, <paramref name="VisibleP99"/>.</param>
/// <param name="RatioToLimit">So with the limit; null but for a snapshot and a load.</param>
/// <param name="RatioToKafka">So with Debezium, Kafka and JDBC sinks, by the figure of <paramref name="RatioToControl"/>; null where they took no part.</param>
/// <param name="ProcessSeconds">Processor time of the measuring process, a median; see <see cref="Measuring.Effort"/> for what is in it. So for the next two.</param>
/// <param name="PeakMegabytes">Working set, in units of a million bytes; the largest of all runs.</param>
/// <param name="Equal">Whether source and replicas were equal after every run.</param>
public sealed record ContenderReport(
    Contender Contender,
    Spread Seconds,
    Spread? RowsPerSecond,
    Spread? WriterSeconds,
    Spread? VisibleP50,
    Spread? VisibleP99,
    Spread? RatioToControl,
    Spread? RatioToLimit,
    Spread? RatioToKafka,
    double ProcessSeconds,
    double? ServerSeconds,
    double PeakMegabytes,
    bool Equal);
