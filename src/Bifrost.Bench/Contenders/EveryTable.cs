using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Bench.Contenders;

/// <summary>Every table of the schema <c>public</c> to a table of the same name, all columns, as the templates' defaults would route it.</summary>
internal sealed class EveryTable(string topicPrefix) : ITableRouter
{
    public bool IsCaptured(TableName table) => table.Schema == "public";

    public TableRoute? Route(RoutedRelation relation) => new(
        relation.Table,
        $"{topicPrefix}.{relation.Table}",
        relation.Table,
        [.. relation.Columns.Select(static column => new ColumnRoute(column, new ColumnOrigin.FromSource(column)))],
        relation.Key,
        InsertMode.Upsert,
        DeleteMode.Delete,
        Truncates: true,
        SchemaEvolution.Basic,
        SkippedOperations.None);
}
