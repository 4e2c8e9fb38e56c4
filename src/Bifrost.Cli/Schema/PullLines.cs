using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Schema;

/// <summary>What was pulled, as a person reads it.</summary>
internal static class PullLines
{
    public static string Of(TableChange change) =>
        $"{change.Source}: {(change.Table is { } table ? $"{table}: " : "")}{change.Text}{(change.Consequence is { } consequence ? $". {consequence}" : "")}";

    public static IEnumerable<string> Of(PullReport report)
    {
        foreach (var change in report.Changes)
            yield return Of(change);
        yield return report switch
        {
            { UpToDate: true } => $"{report.File} is as the sources are: {report.Tables} tables.",
            { Checked: true } => $"{report.File} is stale. Write it with `bifrost schema pull`, then `bifrost render`.",
            _ => $"{report.File} was written: {report.Tables} tables. Run `bifrost render` next, and commit both.",
        };
    }
}
