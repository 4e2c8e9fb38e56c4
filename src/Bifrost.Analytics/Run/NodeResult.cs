namespace Bifrost.Analytics.Run;

/// <summary>What came of one node.</summary>
public enum NodeStatus
{
    /// <summary>It was made, or its rows were brought up to date.</summary>
    Built,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged,

    /// <summary>A test that found nothing.</summary>
    Passed,

    /// <summary>A test that found something to look at.</summary>
    Warned,

    /// <summary>A test that found what must not be, or a model whose earlier state was kept.</summary>
    Failed,

    /// <summary>It reads one that failed; it was left as it was.</summary>
    Skipped,
}

/// <summary>What came of a seed, a model or a test.</summary>
/// <param name="Kind"><c>seed</c>, <c>view</c>, <c>table</c>, <c>incremental</c>, <c>test</c>.</param>
/// <param name="Rows">Rows that it holds now; of a test, those that it found. Null where they were not counted.</param>
/// <param name="Message">Why it failed, warned or was skipped; null else.</param>
public sealed record NodeResult(string Name, string Kind, NodeStatus Status, long? Rows, double Seconds, string? Message);
