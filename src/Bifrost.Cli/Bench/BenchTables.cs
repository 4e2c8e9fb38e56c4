using System.Globalization;
using Bifrost.Bench.Contenders;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Report;
using Bifrost.Bench.Workloads;
using Bifrost.Cli.Printing;

namespace Bifrost.Cli.Bench;

/// <summary>How a benchmark looks to a person.</summary>
internal static class BenchTables
{
    private static readonly (string Heading, Func<(WorkloadReport workload, ContenderReport contender), string?> Cell)[] KafkaColumn = [("of kafka", static row => Text(row.contender.RatioToKafka))];

    public static Table Of(BenchReport report) => Table.Of(
        report.Workloads.SelectMany(static workload => workload.Contenders, static (workload, contender) => (workload, contender)),
        ColumnsOf(report)) with
    {
        Caption = Number($"{report.Rows:N0} rows, {report.Runs} run(s), {report.Processors} processors; median (min-max)"),
        Notes =
        [
            "seconds: a snapshot from its request, changes from the writers' last commit, until both replicas show it; a load (etl) from its first byte to its commit.",
            "of native, of kafka: run by run; of the seconds, for small transactions of the p99 from commit to visible.",
            "cpu: seconds of this process (with writers and probe, for small transactions) and of all servers that take part, Kafka's and Connect's for kafka. peak MB: of this process.",
            .. report.Workloads.SelectMany(static workload => workload.LeftOut, static (workload, left) => $"{Name(workload.Workload)}: without {Name(left.Contender)}; {left.Reason}."),
        ],
    };

    private static (string Heading, Func<(WorkloadReport workload, ContenderReport contender), string?> Cell)[] ColumnsOf(BenchReport report) =>
    [
        ("workload", static row => Number($"{Name(row.workload.Workload)} {row.workload.Size:N0}")),
        ("contender", static row => Name(row.contender.Contender)),
        ("seconds", static row => Text(row.contender.Seconds)),
        ("rows/s", static row => row.contender.RowsPerSecond is { } rate ? Number($"{rate.Median:N0} ({rate.Min:N0}-{rate.Max:N0})") : ""),
        ("writers", static row => Text(row.contender.WriterSeconds)),
        ("visible p50 ms", static row => Text(row.contender.VisibleP50)),
        ("visible p99 ms", static row => Text(row.contender.VisibleP99)),
        ("of native", static row => Text(row.contender.RatioToControl)),
        ("of limit", static row => Text(row.contender.RatioToLimit)),
        .. HasKafka(report) ? KafkaColumn : [],
        ("cpu here", static row => Number($"{row.contender.ProcessSeconds:0.0}")),
        ("cpu servers", static row => row.contender.ServerSeconds is { } seconds ? Number($"{seconds:0.0}") : "?"),
        ("peak MB", static row => Number($"{row.contender.PeakMegabytes:0}")),
        ("equal", static row => row.contender.Equal ? "yes" : "NO"),
    ];

    private static bool HasKafka(BenchReport report) => report.Workloads.Any(static workload => workload.Contenders.Any(static contender => contender.Contender == Contender.Kafka));

    /// <summary>One figure as it comes.</summary>
    public static string Line(Measurement figure) => Number(
        $"run {figure.Run}: {Name(figure.Workload)}, {Name(figure.Contender)}: {figure.Seconds:0.00} s{(figure.Visibility is { } visible ? Number($", visible p50 {visible.P50:0} ms, p99 {visible.P99:0} ms") : "")}{(figure.Equal ? "" : ", NOT EQUAL")}");

    private static string Name<T>(T value) where T : struct, Enum => value switch
    {
        Workload.Small => "small transactions",
        Workload.Wide => "wide rows",
        Workload.Many => "fifty tables",
        Workload.Tpcb => "tpc-b",
        Contender.CopyPipe => "copy pipe (limit)",
        Contender.CopyRows => "copy (limit)",
        _ => value.ToString().ToLowerInvariant(),
    };

    private static string Text(Spread? spread) => spread is null ? "" : Number($"{Short(spread.Median)} ({Short(spread.Min)}-{Short(spread.Max)})");

    private static string Short(double value) => Number(value < 100 ? $"{value:0.00}" : (FormattableString)$"{value:0}");

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
