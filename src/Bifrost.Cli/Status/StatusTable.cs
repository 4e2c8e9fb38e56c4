using System.Globalization;
using Bifrost.Cli.Printing;

namespace Bifrost.Cli.Status;

/// <summary>A status as a person reads it: a row for each connector, and below it why one is not well.</summary>
internal static class StatusTable
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static Table Of(StatusReport report) => Table.Of(report.Connectors,
        ("Connector", static line => line.Name),
        ("Type", static line => line.Type?.ToString().ToLowerInvariant() ?? "-"),
        ("Health", static line => line.Health.ToString().ToUpperInvariant()),
        ("Tasks", static line => $"{line.TasksRunning}/{line.Tasks}"),
        ("Phase", static line => Each(line, static stream => stream.Phase)),
        ("Lag", static line => Lag(line)),
        ("Applied", static line => Each(line, static stream => stream.AppliedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? stream.Applied))) with
    {
        Caption = $"Cluster {report.Cluster} at {report.Url}, version {report.Version}: {(report.Healthy ? "healthy" : "not healthy")}",
        WhenEmpty = "There are no connectors.",
        Notes = [.. new[] { report.Fault, report.Note }.OfType<string>(), .. report.Connectors.Where(static line => line.Reason is not null).SelectMany(Why), .. Unknown(report)],
    };

    /// <summary>Records of a sink on Kafka Connect, WAL of all else; <c>?</c> where it is not known.</summary>
    public static string Lag(ConnectorLine line) => line switch
    {
        { LagRecords: { } records } => records == 1 ? "1 record" : string.Create(CultureInfo.InvariantCulture, $"{records:N0} records"),
        { LagBytes: { } bytes } => Lag(bytes),
        { LagUnknown: not null } => "?",
        _ => Each(line, static stream => Lag(stream.LagBytes)),
    };

    /// <summary><c>?</c> where it is not known.</summary>
    public static string Lag(long? bytes) => bytes is { } known ? Lag(known) : "?";

    /// <summary><c>1.5 MB</c>; units are powers of 1,024, as PostgreSQL's pg_size_pretty has them.</summary>
    public static string Lag(long bytes)
    {
        var unit = 0;
        var size = (double)bytes;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, unit == 0 ? 0 : 1)} {Units[unit]}");
    }

    private static string Each(ConnectorLine line, Func<StreamLine, string> cell) =>
        line.Streams.Count == 0 ? "-" : string.Join(", ", line.Streams.Select(cell));

    private static IEnumerable<string> Unknown(StatusReport report) => report.Connectors
        .Where(line => line.LagUnknown is not null && report.Fault?.Contains(line.LagUnknown, StringComparison.Ordinal) != true && report.Note?.Contains(line.LagUnknown, StringComparison.Ordinal) != true)
        .Select(static line => $"{line.Name}: its lag is not known: {line.LagUnknown}");

    private static IEnumerable<string> Why(ConnectorLine line)
    {
        var since = line.Streams.Select(static stream => stream.RetryingSince).FirstOrDefault(static since => since is not null);
        yield return $"{line.Name}: {(since is null ? "" : string.Create(CultureInfo.InvariantCulture, $"retrying since {since:HH:mm:ss'Z'}: "))}{line.Reason}";
        if (line.Hint is not null)
            yield return $"    hint: {line.Hint}";
    }
}
