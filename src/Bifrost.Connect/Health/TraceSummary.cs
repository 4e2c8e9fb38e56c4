using System.Text.RegularExpressions;

namespace Bifrost.Connect.Health;

/// <summary>One line of a trace: what was thrown, and the deepest cause where that says more. PostgreSQL's DETAIL and the statements of a batch are cut, because they carry row values.</summary>
public static partial class TraceSummary
{
    /// <summary>Null for an empty trace.</summary>
    public static string? Of(string? trace)
    {
        if (string.IsNullOrWhiteSpace(trace))
            return null;
        var lines = TraceText.Scrub(trace.ReplaceLineEndings("\n")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var first = Clean(lines[0]) + Listed(lines);
        var cause = lines.LastOrDefault(static line => line.StartsWith("Caused by: ", StringComparison.Ordinal));
        return cause is null || Clean(cause["Caused by: ".Length..]) is var deepest && first.Contains(deepest, StringComparison.Ordinal)
            ? first
            : $"{first} Caused by: {Clean(cause["Caused by: ".Length..])}";
    }

    // The embedded worker tells several faults as a sentence that ends in a colon and a list below it.
    private static string Listed(string[] lines) => lines[0].EndsWith(':')
        ? string.Concat(lines.Skip(1).TakeWhile(static line => line.StartsWith("- ", StringComparison.Ordinal)).Select(static line => " " + Clean(line)))
        : "";

    private static string Clean(string line) => Package().Replace(Detail().Replace(Batch().Replace(line, "$1 "), ""), "$1").Trim();

    [GeneratedRegex(@"(Batch entry \d+) .*?(?=was aborted)", RegexOptions.Singleline)]
    private static partial Regex Batch();

    [GeneratedRegex(@"\s*\b(Detail|DETAIL):.*$", RegexOptions.Singleline)]
    private static partial Regex Detail();

    /// <summary><c>org.apache.kafka.connect.errors.ConnectException</c> reads as <c>ConnectException</c>.</summary>
    [GeneratedRegex(@"\b(?:[a-z][a-z0-9_]*\.){2,}([A-Z]\w*)")]
    private static partial Regex Package();
}
