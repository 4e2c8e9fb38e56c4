using Bifrost.Postgres.Catalog;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Verify;

/// <summary>How one target table is compared with the source tables that are routed to it.</summary>
/// <param name="Key">Indexes of the key's columns; empty for a table without a key, whose rows are a multiset.</param>
/// <param name="AllowsExtra">Deletes are ignored by configuration: rows that only the target has are as they should be.</param>
/// <param name="TargetFilter">A condition on the target's rows, or null: rows kept as deleted are not compared.</param>
internal sealed record ComparisonPlan(
    TableName Target,
    IReadOnlyList<ComparedColumn> Columns,
    IReadOnlyList<int> Key,
    IReadOnlyList<SourcePart> Parts,
    bool AllowsExtra,
    string? TargetFilter,
    IReadOnlyList<string> LeftOut,
    string? Fault)
{
    /// <summary>Indexes of what identifies a row: the key, or all columns.</summary>
    public IReadOnlyList<int> Identity => Key.Count > 0 ? Key : [.. Enumerable.Range(0, Columns.Count)];

    public bool IsMultiset => Key.Count == 0;

    public long EstimatedRows => Parts.Sum(static p => Math.Max(0, p.Table.Table.EstimatedRows));
}

/// <summary>One source table of a plan.</summary>
/// <param name="Origins">Where each compared column comes from, by the plan's order; null for a column that this source does not fill.</param>
internal sealed record SourcePart(CatalogTable Table, TableRoute Route, IReadOnlyList<ColumnOrigin?> Origins);
