namespace Bifrost.Topology;

/// <summary>A loss that is known and taken: what it says of a column no longer stops a deploy.</summary>
/// <param name="Rule">The finding's rule, such as <c>bit-varying</c>.</param>
/// <param name="Where"><c>schema.table</c> or <c>schema.table.column</c>, wildcards allowed; null for everywhere.</param>
public sealed record AcceptedFinding(string Rule, string? Where)
{
    /// <summary>The finding is meant.</summary>
    /// <param name="table"><c>schema.table</c>; null for a finding of a whole connector.</param>
    public bool Covers(string rule, string? table, string? column) => rule == Rule
        && (Where is null || (table is not null && (Wildcard.Matches(Where, table) || (column is not null && Wildcard.Matches(Where, $"{table}.{column}")))));
}
