using System.Globalization;
using Bifrost.Cli.Status;

namespace Bifrost.Cli.Sample;

/// <summary>The journey as a person reads it.</summary>
internal static class RunLines
{
    public static IEnumerable<string> Of(RunReport report)
    {
        yield return "At the source:";
        foreach (var table in report.Tables)
            yield return string.Create(CultureInfo.InvariantCulture, $"    {table.Table,-18} {table.Inserted,7:N0} inserted {table.Updated,6:N0} updated {table.Deleted,6:N0} deleted");
        yield return "At the targets:";
        foreach (var replica in report.Replicas)
            yield return $"    {replica.Sink,-18} {Verdict(replica)}";
        foreach (var row in report.Replicas.SelectMany(static replica => replica.Tables.SelectMany(table => table.Differences.Select(row => $"    {replica.Sink}: {table.Target}: {row.Kind.ToString().ToLowerInvariant()} {row.Key}"))))
            yield return row;
        yield return string.Create(CultureInfo.InvariantCulture, $"Caught up {report.CaughtUpSeconds:0.0} s after the last commit; {report.Seconds:0.0} s in all.");
        yield return report.Equal ? "Every target equals its source." : "Not every target equals its source.";
    }

    private static string Verdict(ReplicaLine replica) => replica switch
    {
        { Error: { } error } => $"not compared: {error}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{replica.Rows,7:N0} rows, {(replica.Equal ? "equal" : "DIFFERENT")}{(replica.Position is { } at ? $" at {at}" : "")}{(replica.LagBytes is { } lag ? $", lag {StatusTable.Lag(lag)}" : "")}"),
    };
}
