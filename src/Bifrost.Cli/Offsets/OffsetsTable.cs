using System.Globalization;
using System.Text.Json;
using Bifrost.Cli.Lag;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Status;

namespace Bifrost.Cli.Offsets;

/// <summary>Offsets as a table: by topic and partition for a sink on Kafka Connect, as the connector writes them otherwise.</summary>
internal static class OffsetsTable
{
    public static Table Of(OffsetsReport report) => (report.Partitions.Count > 0 ? OfPartitions(report) : OfRows(report)) with
    {
        Notes = [.. Lag(report)],
        WhenEmpty = "It has no offsets.",
    };

    private static Table OfPartitions(OffsetsReport report) => Table.Of(report.Partitions,
        ("Topic", static row => row.Topic),
        ("Partition", static row => Number(row.Partition)),
        ("Offset", static row => row.Committed is { } offset ? Number(offset) : "none"),
        ("Begin", static row => row.Begin is { } begin ? Number(begin) : "?"),
        ("End", static row => row.End is { } end ? Number(end) : "?"),
        ("Lag", static row => row.Records is { } records ? Number(records) : "?"));

    private static Table OfRows(OffsetsReport report) => Table.Of(report.Offsets,
        ("Partition", static row => Text(row.Partition)),
        ("Offset", static row => row.Offset is null ? "none" : Text(row.Offset)));

    private static IEnumerable<string> Lag(OffsetsReport report)
    {
        if (report.LagUnknown is { } why)
            yield return $"Its lag is not known: {why}";
        else if (report.LagRecords is { } records)
            yield return string.Create(CultureInfo.InvariantCulture, $"{records:N0} records behind.");
        else if (report.LagBytes is { } bytes)
            yield return $"{StatusTable.Lag(bytes)} of WAL behind its database.";
        if (report.Partitions.Sum(static partition => partition.Lost) is > 0 and var lost)
            yield return string.Create(CultureInfo.InvariantCulture, $"{lost:N0} records were taken away by the topics' retention before it had read them.");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(IReadOnlyDictionary<string, JsonElement>? values) =>
        string.Join(' ', (values ?? new Dictionary<string, JsonElement>()).OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => $"{entry.Key}={entry.Value}"));
}
