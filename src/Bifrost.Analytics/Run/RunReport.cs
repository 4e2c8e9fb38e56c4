namespace Bifrost.Analytics.Run;

/// <summary>What a run did to one target.</summary>
/// <param name="Engine"><c>sql</c>, or dbt with its version: <c>dbt 1.11.16</c>.</param>
/// <param name="Results">In the order of the run.</param>
public sealed record RunReport(string Target, string Engine, double Seconds, IReadOnlyList<NodeResult> Results)
{
    /// <summary>Why nothing could be built there at all; null where something could.</summary>
    public string? Error { get; init; }

    /// <summary>Nothing failed, and nothing was skipped for it.</summary>
    public bool Succeeded => Error is null && Results.All(static result => result.Status is not (NodeStatus.Failed or NodeStatus.Skipped));
}
