using Bifrost.Topology.Tables;

namespace Bifrost.Topology.Tests;

public sealed class TablesComparisonTests
{
    private static readonly CapturedTable Before = new()
    {
        Schema = "raw",
        Name = "a",
        Columns = [Column("id", "bigint"), Column("uf", "text")],
        PrimaryKey = ["id"],
    };

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Case(Before, "");
        yield return Case(Before with { Columns = [Column("id", "bigint")] }, "column uf is gone");
        yield return Case(Before with { Columns = [.. Before.Columns, Column("x", "date")] }, "column x (date) is new");
        yield return Case(Before with { Columns = [Column("id", "bigint"), Column("uf", "character(2)")] }, "column uf was text and is character(2)");
        yield return Case(Before with { Columns = [Column("id", "bigint"), Column("uf", "text") with { Nullable = false }] }, "column uf has another default, nullability, identity, generation or collation");
        yield return Case(Before with { Columns = [Column("uf", "text"), Column("id", "bigint")] }, "its columns have another order");
        yield return Case(Before with { PrimaryKey = [] }, "the primary key is gone");
        yield return Case(Before with { PrimaryKey = ["uf"] }, "the primary key is (uf)");
        yield return Case(Before with { Identity = TableIdentity.Full }, "the replica identity is full");
        yield return Case(Before with { Unique = [new CapturedUnique("u", ["uf"])] }, "its unique keys changed");
        yield return Case(Before with { References = [new CapturedReference("f", ["uf"], "raw.b", ["id"])] }, "its foreign keys changed");
        yield return Case(Before with { Kind = TableKind.Partitioned }, "its partitioning or inheritance changed");
    }

    [TestCaseSource(nameof(Changes))]
    public void A_change_is_told_in_words(CapturedTable now, string words) =>
        TablesComparison.Compare(With(Before), With(now)).Select(static change => change.Text).ShouldBe(words.Length == 0 ? [] : [words]);

    [Test]
    public void A_table_that_came_without_a_key_is_told_as_such() =>
        TablesComparison.Compare(With(Before), With(Before, Before with { Name = "b", PrimaryKey = [] })).ShouldBe(
            [new TableChange("thor", "raw.b", "a new table, without a key", "Sinks that run already get what happens to it from now on; rows that it holds, `bifrost snapshot raw.b` copies.")]);

    [Test]
    public void A_table_that_went_is_told() =>
        TablesComparison.Compare(With(Before), With()).ShouldBe([new TableChange("thor", "raw.a", "the table is gone, or no longer captured")]);

    [Test]
    public void What_targets_make_of_a_new_column_is_told_where_it_is_not_the_same_column()
    {
        Consequence(Column("x", "date")).ShouldBeNull();
        Consequence(Column("x", "date") with { Nullable = false, Default = "now()" }).ShouldBeNull();
        Consequence(Column("x", "date") with { Nullable = false }).ShouldNotBeNull().ShouldStartWith("Add it to the targets by hand first");
        Consequence(Column("x", "integer") with { Default = "7" }).ShouldNotBeNull().ShouldContain("a NULL in it arrives as the default");
        TablesComparison.Compare(With(Before), With(Before with { Columns = [Column("id", "bigint"), Column("estado", "text")] })).Select(static change => (change.Text, change.Consequence?[..26]))
            .ShouldBe([("column uf is gone", null), ("column estado (text) is new", "If uf was renamed to it, r")]);

        static string? Consequence(CapturedColumn column) => TablesComparison.Compare(With(Before), With(Before with { Columns = [.. Before.Columns, column] })).Single().Consequence;
    }

    private static CapturedColumn Column(string name, string type) => new() { Name = name, Type = type };

    private static CapturedDatabase With(params CapturedTable[] tables) => new("thor", [], [], tables);

    private static TestCaseData Case(CapturedTable now, string words) => new TestCaseData(now, words).SetArgDisplayNames(words.Length == 0 ? "nothing" : words);
}
