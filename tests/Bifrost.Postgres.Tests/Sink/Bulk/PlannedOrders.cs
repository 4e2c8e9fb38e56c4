using System.Text;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Tests.Sink.Bulk;

/// <summary>A table <c>orders (id, note, big)</c> with its plan, and its rows in short: <c>null</c> is NULL, <c>"?"</c> a value that was not sent.</summary>
internal static class PlannedOrders
{
    public static readonly Relation Relation = new(
        16400, new TableName("public", "orders"), ReplicaIdentity.Default,
        [new RelationColumn("id", 23, -1, IsKey: true), new RelationColumn("note", 25, -1, IsKey: false), new RelationColumn("big", 25, -1, IsKey: false)]);

    public static readonly TableRoute Route = new(
        Relation.Table, "thor.public.orders", Relation.Table, [.. Relation.Columns.Select(static c => new ColumnRoute(c.Name, new ColumnOrigin.FromSource(c.Name)))],
        ["id"], InsertMode.Upsert, DeleteMode.Delete, Truncates: true, SchemaEvolution.Basic, SkippedOperations.None);

    public static TablePlan Plan(TableRoute? route = null, bool takesSets = true, bool isUnique = true)
    {
        var columns = Relation.Columns.Select(static c => new TargetColumn(c.Name, "text", "text", false, false, true)).Append(new TargetColumn("op", "text", "text", false, false, true));
        return TablePlanBuilder.Build("sink", Relation, route ?? Route, new TargetTable(Relation.Table, [.. columns], isUnique ? [["id"]] : [], takesSets));
    }

    public static ColumnValue[] Row(params string?[] values) => [.. values.Select(static v => v switch
    {
        null => ColumnValue.Null,
        "?" => ColumnValue.Missing,
        _ => ColumnValue.Text(Encoding.UTF8.GetBytes(v)),
    })];

    public static string Print(ColumnValue[] row) => string.Join(' ', row.Select(static v => v.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Missing => "?",
        _ => Encoding.UTF8.GetString(v.Bytes.Span),
    }));
}
