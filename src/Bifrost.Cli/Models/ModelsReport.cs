using System.Globalization;
using Bifrost.Analytics.Run;
using Bifrost.Cli.Printing;

namespace Bifrost.Cli.Models;

/// <summary>The result of <c>bifrost models run</c> and <c>bifrost models test</c>.</summary>
internal sealed record ModelsReport(IReadOnlyList<RunReport> Targets)
{
    /// <summary>What a person reads: relations one by one, tests as a count.</summary>
    public static Table View(ModelsReport report) => Table.Of(
        report.Targets.SelectMany(static target => target.Results.Where(static result => !IsTest(result)).Select(result => (Target: target.Target, Result: result))),
        ("Target", static row => row.Target),
        ("Model", static row => row.Result.Name),
        ("Kind", static row => row.Result.Kind),
        ("Status", static row => Word(row.Result.Status)),
        ("Rows", static row => row.Result.Rows?.ToString("N0", CultureInfo.InvariantCulture)),
        ("Seconds", static row => row.Result.Seconds.ToString("0.00", CultureInfo.InvariantCulture))) with
    {
        Notes = [.. report.Targets.Select(Summary)],
        WhenEmpty = "",
    };

    /// <summary>One line of a target: what was built, what the tests said, by whom, how long.</summary>
    public static string Summary(RunReport target)
    {
        if (target.Error is not null)
            return $"{target.Target}: nothing was built.";
        var built = target.Results.Where(static result => !IsTest(result)).ToList();
        var tests = target.Results.Where(IsTest).ToList();
        string[] parts =
        [
            .. built.Count == 0 ? Array.Empty<string>() : [$"{built.Count(static result => result.Status is NodeStatus.Built or NodeStatus.Unchanged)} of {built.Count} models and seeds"],
            .. tests.Count == 0 ? Array.Empty<string>() : [$"{tests.Count(static test => test.Status == NodeStatus.Passed)} of {tests.Count} tests passed"],
            .. Count(target, NodeStatus.Warned, "warned"), .. Count(target, NodeStatus.Failed, "failed"), .. Count(target, NodeStatus.Skipped, "skipped"),
        ];
        return string.Create(CultureInfo.InvariantCulture, $"{target.Target}: {string.Join(", ", parts)} ({target.Engine}, {target.Seconds:0.0} s)");
    }

    public static bool IsTest(NodeResult result) => result.Kind.EndsWith("test", StringComparison.Ordinal);

    private static IEnumerable<string> Count(RunReport target, NodeStatus status, string word) =>
        target.Results.Count(result => result.Status == status) is > 0 and var count ? [$"{count} {word}"] : [];

    private static string Word(NodeStatus status) => status.ToString().ToLowerInvariant();
}
