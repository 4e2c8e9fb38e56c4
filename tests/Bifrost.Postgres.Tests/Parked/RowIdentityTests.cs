using System.Text;
using Bifrost.Postgres.Parked;
using Bifrost.Postgres.Progress;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Tests.Parked;

/// <summary>Whether two changes are of one row.</summary>
public sealed class RowIdentityTests
{
    private static readonly Relation Pairs = new(
        1, new TableName("public", "pairs"), ReplicaIdentity.Default, [new RelationColumn("a", 25, -1, IsKey: true), new RelationColumn("b", 25, -1, IsKey: true), new RelationColumn("note", 25, -1, IsKey: false)]);

    private static readonly string[] Key = ["a", "b"];

    private static ColumnValue[] Row(string? a, string? b, string note = "x") => [Value(a), Value(b), Value(note)];

    private static ColumnValue Value(string? text) => text is null ? ColumnValue.Null : ColumnValue.Text(Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<string> Of(Change change, params string[] columns) => RowIdentity.Of(change, columns.Length == 0 ? Key : columns);

    [Test]
    public void Insert_update_and_delete_of_one_key_are_of_one_row()
    {
        var inserted = Of(new RowInserted(Pairs, Row("1", "2")));
        inserted.Count.ShouldBe(1);
        Of(new RowUpdated(Pairs, OldImage.None, null, Row("1", "2", "y"))).ShouldBe(inserted);
        Of(new RowDeleted(Pairs, OldImage.Key, Row("1", "2", ""))).ShouldBe(inserted);
    }

    [Test]
    public void A_key_that_moves_is_both_rows() =>
        Of(new RowUpdated(Pairs, OldImage.Key, Row("1", "2"), Row("1", "3"))).ShouldBe([.. Of(new RowInserted(Pairs, Row("1", "2"))), .. Of(new RowInserted(Pairs, Row("1", "3")))]);

    [Test]
    public void Parts_of_a_key_are_kept_apart_and_null_is_no_text()
    {
        Of(new RowInserted(Pairs, Row("1,2", "3"))).ShouldNotBe(Of(new RowInserted(Pairs, Row("1", "2,3"))));
        Of(new RowInserted(Pairs, Row(null, "3"))).ShouldNotBe(Of(new RowInserted(Pairs, Row("", "3"))));
    }

    [Test]
    public void A_large_part_that_was_not_sent_again_is_taken_from_the_old_image() =>
        Of(new RowUpdated(Pairs, OldImage.Full, Row("1", "2"), [Value("1"), ColumnValue.Missing, Value("y")])).ShouldBe(Of(new RowInserted(Pairs, Row("1", "2"))));

    [Test]
    public void Without_a_key_or_with_one_that_is_gone_no_row_is_told() =>
        (RowIdentity.Of(new RowInserted(Pairs, Row("1", "2")), []).Count, Of(new RowInserted(Pairs, Row("1", "2")), "a", "renamed").Count).ShouldBe((0, 0));

    [Test]
    public void Only_changes_of_parked_rows_are_touched()
    {
        var keys = new ParkedKeys();
        keys.IsEmpty.ShouldBeTrue();
        var parked = Of(new RowInserted(Pairs, Row("1", "2")));
        keys.Add("public.pairs", Key, parked);
        keys.Touched(new RowDeleted(Pairs, OldImage.Key, Row("1", "2"))).ShouldBe([("public.pairs", parked[0])]);
        keys.Touched(new RowDeleted(Pairs, OldImage.Key, Row("1", "9"))).ShouldBeEmpty();
        keys.Touched(new RowInserted(Pairs with { Table = new TableName("public", "other") }, Row("1", "2"))).ShouldBeEmpty();
        keys.Remove("public.pairs", parked[0]);
        keys.Touched(new RowDeleted(Pairs, OldImage.Key, Row("1", "2"))).ShouldBeEmpty();
    }
}
