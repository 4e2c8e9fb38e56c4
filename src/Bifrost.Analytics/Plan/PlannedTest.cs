namespace Bifrost.Analytics.Plan;

/// <summary>What a test that fails does.</summary>
public enum TestSeverity
{
    Error,
    Warn,
}

/// <summary>One test: its SQL, <c>tests/&lt;name&gt;.sql</c>, selects the rows that are wrong.</summary>
/// <param name="DependsOn">Names of the relations that it reads.</param>
/// <param name="FailCalc">What is counted, over those rows: <c>count(*)</c>.</param>
/// <param name="WarnIf">A comparison with that: <c>!= 0</c>.</param>
/// <param name="ErrorIf">As <paramref name="WarnIf"/>; with <see cref="TestSeverity.Warn"/> it is not looked at.</param>
/// <param name="Meaning">What it means when rows are selected; a part of a sentence.</param>
public sealed record PlannedTest(
    string Name, IReadOnlyList<string> DependsOn, TestSeverity Severity, string FailCalc, string WarnIf, string ErrorIf, int? Limit, string Meaning);
