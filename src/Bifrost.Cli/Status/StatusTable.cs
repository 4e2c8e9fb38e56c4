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
        ("Behind", static line => Each(line, static stream => Seconds(stream.LagSeconds))),
        ("WAL kept", static line => Each(line, WalKept)),
        ("Applied", static line => Each(line, static stream => stream.AppliedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? stream.Applied))) with
    {
        Caption = $"Cluster {report.Cluster} at {report.Url}, version {report.Version}: {(report.Healthy ? "healthy" : "not healthy")}",
        WhenEmpty = "There are no connectors.",
        Notes = [.. new[] { report.Fault, report.Note }.OfType<string>(), .. report.Connectors.Where(static line => line.Reason is not null).SelectMany(Why), .. report.Connectors.SelectMany(Warnings), .. Unknown(report)],
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

    /// <summary><c>0.3 s</c>, <c>12 s</c>, <c>5 min</c>, <c>2.5 h</c>; <c>?</c> where it is not known.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => "?",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
    };

    /// <summary><c>16 MB of 10 GB, reserved</c>; without a limit <c>16 MB, reserved</c>.</summary>
    private static string WalKept(StreamLine stream) => stream is { WalKeptBytes: { } kept, WalStatus: { } status }
        ? $"{Lag(kept)}{(stream.WalLimitBytes is { } limit ? $" of {Lag(limit)}" : "")}, {status}"
        : "?";

    private static IEnumerable<string> Warnings(ConnectorLine line)
    {
        foreach (var warning in line.Streams.Select(static stream => stream.WalWarning).OfType<string>())
            yield return $"{line.Name}: warning: {warning}.";
        if (line.Streams.Sum(static stream => stream.Parked) is var parked and > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{line.Name}: {parked:N0} refused row{(parked == 1 ? " was" : "s were")} parked since its task started; `bifrost parked list` shows them.");
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
