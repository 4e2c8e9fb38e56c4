using System.Text.RegularExpressions;

namespace Bifrost.Analytics.Dbt;

/// <summary>dbt's messages as we show them: without colours, and without PostgreSQL's DETAIL, which carries row values.</summary>
internal static partial class DbtText
{
    public static string Plain(string message) => Detail().Replace(Colour().Replace(message, ""), "").Trim();

    /// <summary>On one line.</summary>
    public static string Sentence(string message) => Blanks().Replace(Plain(message), " ");

    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^\s*(DETAIL|CONTEXT):.*\r?\n?", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Detail();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
