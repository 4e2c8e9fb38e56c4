using System.Text.RegularExpressions;

namespace Bifrost.Connect.Health;

/// <summary>A trace that may be shown: what carries values of rows, or a secret, is taken out, all else stays as the worker wrote it.</summary>
public static partial class TraceText
{
    /// <summary>
    /// Takes out PostgreSQL's DETAIL and CONTEXT, the statement of a batch, the value that a conversion stumbled over, the record that a JSON parser quotes, and passwords in URLs.
    /// </summary>
    public static string Scrub(string trace)
    {
        var text = Batch().Replace(trace, "$1 ");
        text = Detail().Replace(text, "");
        text = QuotedValue().Replace(text, "$1…");
        text = JsonSource().Replace(text, "[Source: …");
        return Password().Replace(text, "$1…");
    }

    [GeneratedRegex(@"(Batch entry \d+) .*?(?=was aborted)", RegexOptions.Singleline)]
    private static partial Regex Batch();

    // A value may hold line breaks: what is cut ends where the exception's text does.
    [GeneratedRegex(@"\s*\b(?:Detail|DETAIL|Where|CONTEXT):.*?(?=\s*\n\s*(?:at |\.\.\. \d|Caused by: |Suppressed: |Hint: |Position: )|\s*Call getNextException|\z)", RegexOptions.Singleline)]
    private static partial Regex Detail();

    [GeneratedRegex(@"(\binvalid input (?:syntax|value) for [^:\n]+: |\bout of range: |\bUnrecognized token )(?:"".*?""|'.*?')", RegexOptions.Singleline)]
    private static partial Regex QuotedValue();

    [GeneratedRegex(@"\[Source: \([^)]*\)"".*?""(?=[;\[])", RegexOptions.Singleline)]
    private static partial Regex JsonSource();

    [GeneratedRegex(@"(\bpassword\s*[=:]\s*)[^&\s;,}]+", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
