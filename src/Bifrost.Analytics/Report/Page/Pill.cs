using Bifrost.Analytics.Report.Content;

namespace Bifrost.Analytics.Report.Page;

/// <summary>A short word with a colour; the word alone is enough.</summary>
internal static class Pill
{
    public static Html Of(FindingLevel level, string word) => Html.Of($"<span class=\"pill {Class(level)}\">{word}</span>");

    private static string Class(FindingLevel level) => level switch
    {
        FindingLevel.Good => "good",
        FindingLevel.Open => "open",
        FindingLevel.Differs => "differs",
        _ => "fault",
    };
}
