using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Cli.Verify;

/// <summary>A pair's tables without the one of its source's heartbeat: that is written to at all times, and says nothing of the rows of anybody.</summary>
/// <param name="heartbeat">As <c>schema.table</c>; null for none.</param>
internal sealed class ComparedTables(ITableRouter pair, string? heartbeat) : ITableRouter
{
    public SkippedOperations Skipped => pair.Skipped;

    public bool IsCaptured(TableName table) => table.ToString() != heartbeat && pair.IsCaptured(table);

    public IReadOnlyList<UnmatchedEntry> Unmatched(IReadOnlyCollection<TableName> tables) => pair.Unmatched(tables);

    public Predicate<TableName> Naming(string expression) => pair.Naming(expression);

    public TableRoute? Route(RoutedRelation relation) => IsCaptured(relation.Table) ? pair.Route(relation) : null;
}
