using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Testing;

/// <summary>Every table of the given schemas (all but the system's where none is named) goes to the table of the same name, column by column.</summary>
public sealed class PlainRouter(params string[] schemas) : ITableRouter
{
    public bool IsCaptured(TableName table) => schemas.Length == 0 ? table.Schema != "bifrost" : schemas.Contains(table.Schema);

    public TableRoute? Route(RoutedRelation relation) => new(
        relation.Table, $"test.{relation.Table}", relation.Table,
        [.. relation.Columns.Select(static c => new ColumnRoute(c, new ColumnOrigin.FromSource(c)))],
        relation.Key, InsertMode.Upsert, DeleteMode.Delete, Truncates: true, SchemaEvolution.Basic, SkippedOperations.None);
}
