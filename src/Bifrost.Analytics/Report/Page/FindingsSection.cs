using Bifrost.Analytics.Report.Content;

namespace Bifrost.Analytics.Report.Page;

/// <summary>What is well and what is not, in sentences.</summary>
internal static class FindingsSection
{
    public static Html Of(IReadOnlyList<Finding> findings) => Html.Of($"""
        <section class="findings" aria-label="State of the replicas">
        <ul>
        {findings.Select(static finding => Html.Of($"<li>{Pill.Of(finding.Level, Word(finding.Level))}<span>{Prose.Of(finding.Sentence)}</span></li>\n"))}</ul>
        </section>
        """);

    private static string Word(FindingLevel level) => level switch
    {
        FindingLevel.Good => "Good",
        FindingLevel.Open => "Open",
        FindingLevel.Differs => "Differs",
        _ => "Fault",
    };
}
