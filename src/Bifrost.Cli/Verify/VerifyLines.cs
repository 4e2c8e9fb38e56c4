using System.Globalization;
using Bifrost.Postgres.Verify;

namespace Bifrost.Cli.Verify;

/// <summary>A verification as a person reads it: a line for each table, and below it the keys that differ.</summary>
internal static class VerifyLines
{
    public static IEnumerable<string> Of(VerifyResult result)
    {
        foreach (var pair in result.Pairs)
        {
            yield return $"{pair.Source} -> {pair.Sink}: {Verdict(pair)}";
            foreach (var line in pair.Tables.SelectMany(Table))
                yield return $"    {line}";
        }
        yield return result.Equal ? "Every target equals its source." : "Not every target equals its source.";
    }

    private static string Verdict(VerifiedPair pair) => pair switch
    {
        { Error: { } error } => $"not compared: {error}",
        { Position: { } position } => string.Create(CultureInfo.InvariantCulture, $"{(pair.Equal ? "equal" : "different")} at {position}, {pair.Seconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(pair.Equal ? "equal" : "different")} as read, {pair.Seconds:0.0} s"),
    };

    private static IEnumerable<string> Table(VerifiedTable table)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{table.Target}: {(table.Equal ? "equal" : "different")}, {table.SourceRows:N0} rows at the source, {table.TargetRows:N0} here");
        if (table.Fault is { } fault)
            yield return $"  {fault}";
        foreach (var row in table.Differences)
            yield return $"  {Word(row.Kind)} {row.Key}{(row.Columns.Count == 0 ? "" : $" in {string.Join(", ", row.Columns)}")}";
        if (table.HasMore)
            yield return "  and more; --keys lists more of them.";
    }

    private static string Word(RowDifferenceKind kind) => kind switch
    {
        RowDifferenceKind.Missing => "missing here:",
        RowDifferenceKind.Extra => "only here:",
        _ => "differs:",
    };
}
