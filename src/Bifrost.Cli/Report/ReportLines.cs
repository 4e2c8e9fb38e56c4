using Bifrost.Analytics.Report.Content;

namespace Bifrost.Cli.Report;

/// <summary>What came of a report as a person reads it.</summary>
internal static class ReportLines
{
    public static IEnumerable<string> Of(ReportResult result) =>
        [.. result.Findings.Select(static finding => $"{Word(finding.Level),-8} {finding.Sentence}"), $"The page: {result.Page}"];

    private static string Word(FindingLevel level) => level.ToString().ToLowerInvariant();
}
