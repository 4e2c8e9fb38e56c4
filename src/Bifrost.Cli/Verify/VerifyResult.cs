using Bifrost.Postgres.Verify;

namespace Bifrost.Cli.Verify;

/// <summary>The result of <c>bifrost verify</c>. It holds keys, never other values.</summary>
internal sealed record VerifyResult(string Cluster, bool Equal, IReadOnlyList<VerifiedPair> Pairs);

/// <param name="Position">Source position that the verdict is true for; null where the target keeps none.</param>
/// <param name="Error">Why the pair could not be compared; null where it was.</param>
internal sealed record VerifiedPair(string Sink, string Source, bool Equal, VerifyMode? Mode, string? Position, double Seconds, IReadOnlyList<VerifiedTable> Tables, string? Error)
{
    public static VerifiedPair Of(string sink, string source, VerifyReport report) => new(
        sink, source, report.IsEqual, report.Mode, report.Mode == VerifyMode.Exact ? report.Position.ToString() : null, Math.Round(report.Took.TotalSeconds, 3),
        [.. report.Tables.Select(VerifiedTable.Of)], null);

    public static VerifiedPair Failed(string sink, string source, string error) => new(sink, source, false, null, null, 0, [], error);
}

/// <param name="HasMore">More rows differ than are listed.</param>
internal sealed record VerifiedTable(
    string Target, IReadOnlyList<string> Sources, bool Equal, long SourceRows, long TargetRows, IReadOnlyList<RowDifference> Differences, bool HasMore, string? Fault)
{
    public static VerifiedTable Of(TableVerdict verdict) => new(
        verdict.Target.ToString(), [.. verdict.Sources.Select(static source => source.ToString())], verdict.IsEqual, verdict.SourceRows, verdict.TargetRows,
        verdict.Differences, verdict.HasMore, verdict.Fault);
}
