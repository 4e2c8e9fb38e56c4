using Bifrost.Topology.Tables;

namespace Bifrost.Topology.Tests;

public sealed class TablesFileTests
{
    private static readonly CapturedTable Everything = new()
    {
        Schema = "raw",
        Name = "Odd Name: \"x\"",
        Columns =
        [
            new CapturedColumn { Name = "id", Type = "bigint", Nullable = false, Identity = "by default" },
            new CapturedColumn { Name = "null", Type = "numeric(10,2)", Default = "0.00" },
            new CapturedColumn { Name = "mood", Type = "raw.mood", Kind = CapturedKind.Enum, Default = "'ok'::raw.mood" },
            new CapturedColumn { Name = "cells", Type = "integer[]", Kind = CapturedKind.Array, Element = "integer", Dimensions = 2 },
            new CapturedColumn { Name = "moods", Type = "raw.mood[]", Kind = CapturedKind.Array, Element = "raw.mood", ElementKind = CapturedKind.Enum, Dimensions = 1 },
            new CapturedColumn { Name = "small", Type = "raw.small", Below = "integer", Collation = "pg_catalog.\"C\"" },
            new CapturedColumn { Name = "sum", Type = "integer", Generated = "(1 + 1)" },
        ],
        PrimaryKey = ["id"],
        Identity = TableIdentity.Index,
        IdentityColumns = ["null"],
        Unique = [new CapturedUnique("u", ["null", "mood"])],
        References = [new CapturedReference("f", ["small"], "raw.other", ["id"])],
        Kind = TableKind.Partition,
        Parent = "raw.root",
    };

    private static readonly SourceTables All = new(
    [
        new CapturedDatabase(
            "thor",
            [new CapturedExtension("citext", "public")],
            [
                new CapturedType.Enum("raw.mood", ["sad", "it's; {fine}", "no"]),
                new CapturedType.Domain("raw.small", "integer", NotNull: true, "1", null, [new DomainCheck("small_check", "CHECK ((VALUE > 0))")]),
                new CapturedType.Composite("raw.pair", [new CompositeField("a", "integer"), new CompositeField("b c", "text")]),
                new CapturedType.Range("raw.floats", "double precision"),
            ],
            [Everything]),
        new CapturedDatabase("loki", [], [], []),
    ]);

    [Test]
    public void What_is_written_is_read_back_and_written_the_same()
    {
        var text = TablesFile.Write(All);
        var read = TablesFile.Parse(text, "bifrost.tables.yml");
        TablesFile.Write(read).ShouldBe(text);
        read.Of("thor")!.Types.Count.ShouldBe(4);
        var table = read.Of("thor")!.Tables.ShouldHaveSingleItem();
        table.Columns.ShouldBe(Everything.Columns);
        table.FullName.ShouldBe("raw.Odd Name: \"x\"");
        (table with { Columns = [], Unique = [], References = [], PrimaryKey = [], IdentityColumns = [] })
            .ShouldBe(Everything with { Columns = [], Unique = [], References = [], PrimaryKey = [], IdentityColumns = [] }, new WithoutLists());
        table.Unique.Single().Columns.ShouldBe(["null", "mood"]);
        table.References.Single().To.ShouldBe(["id"]);
        table.IdentityColumns.ShouldBe(["null"]);
    }

    [Test]
    public void A_column_is_one_line() =>
        TablesFile.Write(All).ShouldContain("          cells: { type: \"integer[]\", kind: array, element: integer, dimensions: 2 }\n");

    [Test]
    public void Faults_name_their_place_all_at_once()
    {
        var findings = Should.Throw<TopologyException>(() => TablesFile.Parse(
            """
            sources:
              thor:
                tables:
                  raw.a:
                    columns: { id: { type: bigint, nulable: false } }
                    identity: some
            """, "bifrost.tables.yml")).Findings;
        findings.Select(static finding => finding.Path).ShouldBe(["sources.thor.tables.raw.a.columns.id.nulable", "sources.thor.tables.raw.a.identity"]);
    }

    [Test]
    public void An_empty_file_says_how_it_is_written() =>
        Should.Throw<TopologyException>(() => TablesFile.Parse("", "bifrost.tables.yml")).Message.ShouldContain("bifrost schema pull");

    private sealed class WithoutLists : IEqualityComparer<CapturedTable>
    {
        public bool Equals(CapturedTable? x, CapturedTable? y) => (x?.FullName, x?.Identity, x?.Kind, x?.Parent) == (y?.FullName, y?.Identity, y?.Kind, y?.Parent);

        public int GetHashCode(CapturedTable obj) => obj.FullName.GetHashCode(StringComparison.Ordinal);
    }
}
