using System.Text.RegularExpressions;
using Bifrost.Connect.Health;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>Of a trace the sentence that says most, the same each time.</summary>
internal static partial class FailureText
{
    public static string Of(string trace)
    {
        var summary = TraceSummary.Of(trace) ?? "no trace";
        var cause = summary[(summary.LastIndexOf("Caused by: ", StringComparison.Ordinal) is var at and >= 0 ? at + "Caused by: ".Length : 0)..];
        return Differences.Clean(Place().Replace(Position().Replace(cause, ""), "$1")).Trim();
    }

    /// <summary>The embedded worker names connectors and databases, which are other ones in each run.</summary>
    [GeneratedRegex(@"\b([Ss]ource|[Ss]ink) parity[\w-]+(?: \([^)]*\))?")]
    private static partial Regex Place();

    [GeneratedRegex(@"\s*Position: \d+.*$")]
    private static partial Regex Position();
}
