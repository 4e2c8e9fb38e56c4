namespace Bifrost.Analytics.Plan;

/// <summary>A table that replication brings and models read.</summary>
/// <param name="Name">As dbt knows it: <c>sinarm.ocorrencias</c>.</param>
/// <param name="WarnAfter">Age of the newest row from which it is called old; null for never.</param>
/// <param name="ErrorAfter">Age from which it is refused; null for never.</param>
/// <param name="LoadedAt">SQL that gives one moment: when it was last brought; null where freshness is not asked for.</param>
public sealed record PlannedSource(string Name, string Schema, string Table, TimeSpan? WarnAfter, TimeSpan? ErrorAfter, string? LoadedAt)
{
    /// <summary>As shown to people.</summary>
    public string Shown => $"{Schema}.{Table}";
}
