using Bifrost.Postgres.Sink.Bulk;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Tests.Sink.Bulk;

public sealed class PendingTableTests
{
    private static RowInserted I(params string?[] row) => new(PlannedOrders.Relation, PlannedOrders.Row(row));

    private static RowUpdated U(params string?[] row) => new(PlannedOrders.Relation, OldImage.None, null, PlannedOrders.Row(row));

    private static RowDeleted D(string id) => new(PlannedOrders.Relation, OldImage.Key, PlannedOrders.Row(id, null, null));

    private static IEnumerable<TestCaseData> OneKey =>
    [
        Case("Insert 1 b c", I("1", "a", "c"), U("1", "b", "?")),
        Case("Insert 1 b d", I("1", "a", "c"), U("1", "b", "d")),
        Case("Insert 1 null c", I("1", "a", "c"), U("1", null, "?")),
        Case("Update 1 c b", U("1", "a", "b"), U("1", "c", "?")),
        Case("Update 1 b ?", U("1", "a", "?"), U("1", "b", "?")),
        Case("Update 1 b null", U("1", "a", null), U("1", "b", "?")),
        Case("Delete 1 null null", U("1", "a", "b"), D("1")),
        Case("DeleteAgain 1 null null", I("1", "a", "b"), D("1")),
        Case("Upsert 1 a b", D("1"), I("1", "a", "b")),
        Case("Upsert 1 c b", D("1"), I("1", "a", "b"), U("1", "c", "?")),
        Case("Delete 1 null null", D("1"), I("1", "a", "b"), D("1")),
        Case("Upsert 1 a b", I("1", "x", "y"), D("1"), I("1", "a", "b")),
    ];

    private static TestCaseData Case(string expected, params Change[] changes) => new(expected, changes);

    [TestCaseSource(nameof(OneKey))]
    public void What_is_done_to_one_key_becomes_one_write(string expected, Change[] changes)
    {
        var table = new PendingTable(PlannedOrders.Plan());
        foreach (var change in changes)
            table.TryAdd(change).ShouldBeTrue();
        table.Rows.Select(static row => $"{row.Kind} {PlannedOrders.Print(row.Image)}").ShouldBe([expected]);
    }

    [Test]
    public void Rows_of_other_keys_stay_apart()
    {
        var table = new PendingTable(PlannedOrders.Plan());
        foreach (var id in (string[])["1", "12", "2"])
            table.TryAdd(U(id, "a", "?")).ShouldBeTrue();
        table.TryAdd(D("12")).ShouldBeTrue();
        table.Rows.Select(static row => row.Kind).ShouldBe([PendingKind.Update, PendingKind.Delete, PendingKind.Update]);
    }

    private static IEnumerable<TestCaseData> Apart =>
    [
        new TestCaseData(null, new RowUpdated(PlannedOrders.Relation, OldImage.Key, PlannedOrders.Row("1", null, null), PlannedOrders.Row("2", "a", "b"))).SetArgDisplayNames("a key that changes"),
        new TestCaseData(I("1", "a", "b"), I("1", "c", "d")).SetArgDisplayNames("a key that comes twice"),
        new TestCaseData(D("1"), U("1", "c", "d")).SetArgDisplayNames("an update of what was deleted"),
        new TestCaseData(D("1"), D("1")).SetArgDisplayNames("a delete of what was deleted"),
        new TestCaseData(null, I(null, "a", "b")).SetArgDisplayNames("a key that is NULL"),
    ];

    [TestCaseSource(nameof(Apart))]
    public void What_cannot_stand_beside_what_waits_is_left_to_be_written_by_itself(Change? first, Change second)
    {
        var table = new PendingTable(PlannedOrders.Plan());
        if (first is not null)
            table.TryAdd(first).ShouldBeTrue();
        var before = table.Rows.ToList();
        table.TryAdd(second).ShouldBeFalse();
        table.Rows.ShouldBe(before);
    }

    [Test]
    public void A_full_old_image_fills_what_was_not_sent()
    {
        var table = new PendingTable(PlannedOrders.Plan());
        table.TryAdd(new RowUpdated(PlannedOrders.Relation, OldImage.Full, PlannedOrders.Row("1", "a", "large"), PlannedOrders.Row("1", "b", "?"))).ShouldBeTrue();
        PlannedOrders.Print(table.Rows.Single().Image).ShouldBe("1 b large");
    }

    [Test]
    public void What_the_route_skips_is_taken_and_not_kept()
    {
        var table = new PendingTable(PlannedOrders.Plan(PlannedOrders.Route with { Deletes = DeleteMode.Ignore, Skipped = SkippedOperations.Update }));
        table.TryAdd(D("1")).ShouldBeTrue();
        table.TryAdd(U("1", "a", "b")).ShouldBeTrue();
        table.Rows.ShouldBeEmpty();
    }

    private static IEnumerable<TestCaseData> InOrder =>
    [
        new TestCaseData(PlannedOrders.Plan(takesSets: false)).SetArgDisplayNames("a target with triggers"),
        new TestCaseData(PlannedOrders.Plan(PlannedOrders.Route with { InsertMode = InsertMode.Insert }, isUnique: false)).SetArgDisplayNames("a key that the target does not hold unique"),
        new TestCaseData(PlannedOrders.Plan(PlannedOrders.Route with { InsertMode = InsertMode.Update })).SetArgDisplayNames("inserts that are updates"),
        new TestCaseData(PlannedOrders.Plan(PlannedOrders.Route with { Deletes = DeleteMode.Rewrite })).SetArgDisplayNames("deletes that are kept"),
        new TestCaseData(PlannedOrders.Plan(PlannedOrders.Route with { Columns = [.. PlannedOrders.Route.Columns, new ColumnRoute("op", new ColumnOrigin.Fact(ChangeFact.Operation))] })).SetArgDisplayNames("a fact of the change"),
    ];

    [TestCaseSource(nameof(InOrder))]
    public void Rows_are_written_in_order_where_a_set_would_be_another_thing(object plan) => ((Bifrost.Postgres.Sink.TablePlan)plan).TakesBulk.ShouldBeFalse();

    [Test]
    public void Rows_of_a_plain_table_are_put_together() => PlannedOrders.Plan().TakesBulk.ShouldBeTrue();
}
