using System.Text;
using Bifrost.Postgres.Parked;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Tests.Parked;

/// <summary>What is stored of a refused row, which later versions must still read.</summary>
public sealed class ParkedChangeTests
{
    private static readonly Relation Orders = new(
        16400, new TableName("public", "orders"), ReplicaIdentity.Default,
        [new RelationColumn("id", 23, -1, IsKey: true), new RelationColumn("note", 25, -1, IsKey: false), new RelationColumn("big", 25, -1, IsKey: false)]);

    private static readonly TableRoute Route = new(
        Orders.Table, "thor.public.orders", new TableName("shop", "orders"),
        [
            new ColumnRoute("id", new ColumnOrigin.FromSource("id")), new ColumnRoute("note", new ColumnOrigin.Masked("note", "***")), new ColumnRoute("big", new ColumnOrigin.FromSource("big")),
            new ColumnRoute("op", new ColumnOrigin.Fact(ChangeFact.Operation)), new ColumnRoute("origin", new ColumnOrigin.Constant("thor", "text")),
        ],
        ["id"], InsertMode.Upsert, DeleteMode.Delete, Truncates: true, SchemaEvolution.Basic, SkippedOperations.Truncate | SkippedOperations.Delete);

    private static readonly RowFacts Facts = new("thordb", new Lsn(0x16B3748), 741, new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero), 'r', Deleted: false);

    private static ColumnValue Text(string text) => ColumnValue.Text(Encoding.UTF8.GetBytes(text));

    private static ParkedChange Park(Change change)
    {
        var target = new TargetTable(Route.Target, [.. Route.Columns.Select(static c => new TargetColumn(c.Target, "text", "text", false, false, true))], [["id"]], TakesSets: true);
        var plan = TablePlanBuilder.Build("sink", Orders, Route, target);
        return ParkedChange.Of(new RowWrite(plan, plan.Insert, [], null, change, 0), Facts);
    }

    [Test]
    public void An_update_is_stored_as_it_always_was()
    {
        var update = new RowUpdated(Orders, OldImage.Key, [Text("1"), ColumnValue.Null, ColumnValue.Null], [Text("2"), ColumnValue.Null, ColumnValue.Missing]);
        Park(update).ToJson().ShouldBe(
            """{"operation":"u","relation":{"oid":16400,"table":{"schema":"public","name":"orders"},"identity":"Default","columns":[{"name":"id","type_oid":23,"type_modifier":-1,"is_key":true},{"name":"note","type_oid":25,"type_modifier":-1,"is_key":false},{"name":"big","type_oid":25,"type_modifier":-1,"is_key":false}]},"route":{"source":{"schema":"public","name":"orders"},"topic":"thor.public.orders","target":{"schema":"shop","name":"orders"},"columns":[{"target":"id","origin":{"kind":"source","column":"id"}},{"target":"note","origin":{"kind":"masked","column":"note","replacement":"***"}},{"target":"big","origin":{"kind":"source","column":"big"}},{"target":"op","origin":{"kind":"fact","of":"Operation"}},{"target":"origin","origin":{"kind":"constant","text":"thor","type":"text"}}],"key":["id"],"insert_mode":"Upsert","deletes":"Delete","truncates":true,"evolution":"Basic","skipped":"Delete, Truncate"},"old_image":"Key","old":{"id":"1"},"new":{"id":"2","note":null},"database":"thordb","commit_lsn":23803720,"xid":741,"commit_time":"2026-11-30T10:00:00+00:00"}""");
    }

    private static IEnumerable<Change> Changes =>
    [
        new RowInserted(Orders, [Text("1"), ColumnValue.Null, Text("")]),
        new RowUpdated(Orders, OldImage.None, null, [Text("1"), Text("ä\"\\\n"), ColumnValue.Missing]),
        new RowUpdated(Orders, OldImage.Full, [Text("1"), Text("a"), Text("b")], [Text("1"), ColumnValue.Null, ColumnValue.Missing]),
        new RowDeleted(Orders, OldImage.Full, [Text("1"), ColumnValue.Null, Text("b")]),
    ];

    [TestCaseSource(nameof(Changes))]
    public void A_change_comes_back_as_it_was_null_missing_and_empty_apart(Change change)
    {
        var back = ParkedChange.Parse(Park(change).ToJson()).ToChange();
        back.GetType().ShouldBe(change.GetType());
        Images(back).ShouldBe(Images(change));
    }

    [Test]
    public void The_route_and_the_facts_come_back_whatever_the_order_of_members()
    {
        var parked = Park(new RowInserted(Orders, [Text("1"), Text("x"), Text("y")]));
        var reordered = parked.ToJson().Replace("""{"kind":"masked","column":"note","replacement":"***"}""", """{"column":"note","replacement":"***","kind":"masked"}""", StringComparison.Ordinal);
        var back = ParkedChange.Parse(reordered);
        back.Route.Columns.ShouldBe(Route.Columns);
        back.Route.Skipped.ShouldBe(Route.Skipped);
        back.Facts.ShouldBe(Facts);
        back.Relation.Columns.ShouldBe(Orders.Columns);
    }

    private static string Images(Change change) => change switch
    {
        RowInserted inserted => Image(inserted.New),
        RowUpdated updated => $"{updated.OldImage} {(updated.Old is null ? "-" : Image(updated.Old))} {Image(updated.New)}",
        RowDeleted deleted => $"{deleted.OldImage} {Image(deleted.Old)}",
        _ => "",
    };

    private static string Image(ColumnValue[] image) => string.Join('|', image.Select(static value => $"{value.Kind}:{Encoding.UTF8.GetString(value.Bytes.Span)}"));
}
