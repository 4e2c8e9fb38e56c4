using Bifrost.Templates.Findings;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Tests.Findings;

/// <summary>One row for each rule: where it speaks, and the nearest case where it does not.</summary>
public sealed class FindingTests
{
    private const string Avro = "avro: { kind: avro, registry: here, flavour: apicurio }";

    private static IEnumerable<TestCaseData> Columns()
    {
        yield return Column("generated", "{ type: integer, generated: (1 + 1) }", "integer", source: "config: { column.exclude.list: other }");
        yield return Column("null-default", "{ type: integer, default: \"0\" }", "{ type: integer, default: \"0\", nullable: false }", cluster: ", converter: avro");
        yield return Column("null-default", "{ type: integer, default: \"0\" }", "integer", source: "config: { value.converter.replace.null.with.default: true }");
        yield return Column("avro-name", "public.hstore", "text", column: "prazo-dias", cluster: ", converter: avro");
        yield return Column("avro-name", "public.hstore", "public.hstore", column: "prazo-dias", otherColumn: "prazo_dias", cluster: ", converter: avro");
        yield return Column("nested-array", "{ type: \"integer[]\", kind: array, element: integer, dimensions: 2 }", "{ type: \"integer[]\", kind: array, element: integer }");
        yield return Column("lost-array", "{ type: \"interval[]\", kind: array, element: interval }", "{ type: \"text[]\", kind: array, element: text }");
        yield return Column("stopping-array", "{ type: \"date[]\", kind: array, element: date }", "{ type: \"uuid[]\", kind: array, element: uuid }");
        yield return Column("array-cast", "{ type: \"raw.mood[]\", kind: array, element: raw.mood, elementKind: enum }", "{ type: \"character varying(5)[]\", kind: array, element: character varying(5) }");
        yield return Column("array-cast", "{ type: \"numeric(10,2)[]\", kind: array, element: \"numeric(10,2)\" }", "{ type: \"money[]\", kind: array, element: money }");
        yield return Column("stopping-array", "{ type: \"raw.pair[]\", kind: array, element: raw.pair, elementKind: composite }", "{ type: raw.mood, kind: enum }");
        yield return Column("stopping-array", "{ type: \"raw.small[]\", kind: array, element: integer }", "{ type: \"integer[]\", kind: array, element: integer }");
        yield return Column("sink-made", "interval", "uuid");
        yield return Column("sink-made", "\"numeric(10,2)\"", "integer");
        yield return Column("bytes", "{ type: raw.pair, kind: composite }", "{ type: raw.mood, kind: enum }");
        yield return Column("bytes", "pg_lsn", "oid");
        yield return Column("bytes", "{ type: raw.place, below: box }", "{ type: raw.small, below: integer }");
        yield return Column("point", "point", "integer");
        yield return Column("hstore", "public.hstore", "public.citext");
        yield return Column("bit-varying", "bit varying(5)", "bit varying");
        yield return Column("timetz", "time(3) with time zone", "timestamp(3) with time zone");
        yield return Column("float", "double precision", "\"numeric(10,2)\"");
        yield return Column("decimal", "\"numeric(10,2)\"", "integer", source: "decimal: double");
        yield return Column("decimal-zeros", "\"numeric(10,2)\"", "integer", source: "decimal: precise");
        yield return Column("decimal-infinity", "numeric", "\"numeric(10,2)\"");
        yield return Column("decimal-array", "{ type: \"numeric[]\", kind: array, element: numeric }", "\"numeric(10,2)\"");
        yield return Column("date", "date", "timestamp with time zone");
        yield return Column("timestamp", "timestamp(3) without time zone", "timestamp with time zone");
        yield return Column("time", "time without time zone", "interval");
    }

    [TestCaseSource(nameof(Columns))]
    public void A_column_is_told_of_where_it_is_not_carried(string rule, ColumnTry told, ColumnTry silent)
    {
        var finding = told.Findings().Where(one => one.Rule == rule).ShouldHaveSingleItem();
        finding.ShouldSatisfyAllConditions(
            one => one.Connector.ShouldBe("thor-source"),
            one => one.Cluster.ShouldBe("kafka"),
            one => one.Table.ShouldBe("raw.t"),
            one => one.Column.ShouldBe(told.Column),
            one => $"{one.What} {one.Fix}".ShouldNotContain("{"));
        silent.Findings().ShouldNotContain(one => one.Rule == rule);
    }

    [Test]
    public void Every_rule_of_columns_has_its_row() =>
        Columns().Select(static row => (string)row.Arguments[0]!).Distinct().Order().ShouldBe(ColumnRules.All.Select(static rule => rule.Id).Order());

    [Test]
    public void A_column_that_is_left_is_not_told_of() =>
        Of("columns: { c: pg_lsn }", "columns: { exclude: [raw.t.c] }").ShouldNotContain(static finding => finding.Column == "c");

    [TestCase("prazo-dias", 1)]
    [TestCase("prazo_dias", 0)]
    public void A_key_column_has_a_name_that_Avro_knows(string name, int told) =>
        Of($"columns: {{ id: bigint, {name}: text }}, primaryKey: [id, {name}]", cluster: ", converter: avro").Count(static finding => finding.Rule == "avro-name").ShouldBe(told);

    [Test]
    public void A_generated_column_is_left_at_the_source_and_not_told_of()
    {
        var text = TemplateTopology.Text();
        var tables = Tables("columns: { id: bigint, g: { type: integer, generated: (id * 2) } }, primaryKey: id");
        var rendered = ConnectorRenderer.Render(TemplateTopology.Read(text), null, tables);
        TemplateTopology.ConfigOf(rendered.First(static one => one.Name == "thor-source"))["column.exclude.list"].ShouldBe(@"raw\.t\.g");
        ConnectorFindings.Of(TemplateTopology.Read(text), rendered, tables).ShouldBeEmpty();
    }

    [TestCase("no-key", "columns: { id: bigint }", "", "columns: { id: bigint }, primaryKey: id")]
    [TestCase("key-columns", "columns: { id: bigint }, identity: full", "keyColumns: { raw.t: nr }", "columns: { nr: bigint }, identity: full")]
    [TestCase("key-identity", "columns: { nr: bigint }", "keyColumns: { raw.t: nr }", "columns: { nr: bigint }, identity: full")]
    [TestCase("key-identity", "columns: { nr: bigint }", "keyColumns: { raw.t: nr }", "columns: { nr: bigint }, identity: index, identityColumns: nr")]
    [TestCase("partitioned", "kind: partitioned, columns: { id: bigint }, primaryKey: id", "publication: { autocreate: disabled }", "columns: { id: bigint }, primaryKey: id")]
    [TestCase("partitioned-lost", "kind: partitioned, columns: { id: bigint }, primaryKey: id", "config: { publish.via.partition.root: ~ }", "columns: { id: bigint }, primaryKey: id")]
    public void A_table_is_told_of_where_it_is_not_carried(string rule, string told, string source, string silent)
    {
        Of(told, source).Where(finding => finding.Rule == rule).ShouldHaveSingleItem().Table.ShouldBe("raw.t");
        Of(silent, source).ShouldNotContain(finding => finding.Rule == rule);
    }

    [Test]
    public void A_blank_in_a_tables_name_stops_the_sink()
    {
        var topology = TemplateTopology.Read(TemplateTopology.Text());
        var tables = TablesFile.Parse("sources: { thor: { tables: { \"raw.a b\": { columns: { id: bigint }, primaryKey: id } } } }", "bifrost.tables.yml");
        ConnectorFindings.Of(topology, ConnectorRenderer.Render(topology, null, tables), tables).ShouldHaveSingleItem().Rule.ShouldBe("table-name");
    }

    [Test]
    public void A_source_without_tables_is_told_of_once()
    {
        var topology = TemplateTopology.Read(TemplateTopology.Text());
        ConnectorFindings.Of(topology, ConnectorRenderer.Render(topology), SourceTables.None).ShouldHaveSingleItem().Rule.ShouldBe("tables-unknown");
    }

    [Test]
    public void A_wildcard_beside_names_that_matches_nothing_is_told_of() =>
        Of("columns: { id: bigint }, primaryKey: id", "tables: [raw.t, \"raw.nothing*\"]").ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(static one => one.Rule.ShouldBe("unmatched"), static one => one.What.ShouldContain("raw.nothing*"));

    [Test]
    public void A_table_with_the_name_of_a_type_is_told_of()
    {
        var topology = TemplateTopology.Read(TemplateTopology.Text());
        var tables = TablesFile.Parse("sources: { thor: { shadows: [app.interval], tables: { raw.t: { columns: { id: bigint }, primaryKey: id } } } }", "bifrost.tables.yml");
        ConnectorFindings.Of(topology, ConnectorRenderer.Render(topology, null, tables), tables).ShouldHaveSingleItem().What.ShouldContain("'app.interval'");
    }

    [Test]
    public void A_domain_over_an_enum_is_told_of()
    {
        var topology = TemplateTopology.Read(TemplateTopology.Text());
        var tables = TablesFile.Parse("sources: { thor: { enumDomains: [app.status], tables: { raw.t: { columns: { id: bigint }, primaryKey: id } } } }", "bifrost.tables.yml");
        ConnectorFindings.Of(topology, ConnectorRenderer.Render(topology, null, tables), tables).ShouldHaveSingleItem().What.ShouldContain("'app.status'");
    }

    [Test]
    public void Json_without_schemas_is_told_of() =>
        Of("columns: { id: bigint }, primaryKey: id", "", ", converter: { kind: json, schemas: false }").ShouldHaveSingleItem().Rule.ShouldBe("json-schemas");

    [TestCase("accept: [date]")]
    [TestCase("accept: [\"date raw.*\"]")]
    [TestCase("accept: [\"date raw.t.d\"]")]
    public void What_is_accepted_is_not_told_of_again(string accept)
    {
        var topology = TemplateTopology.Read($"{TemplateTopology.Text()}\n{accept}\n");
        var tables = Tables("columns: { id: bigint, d: date }, primaryKey: id");
        var rendered = ConnectorRenderer.Render(topology, null, tables);
        ConnectorFindings.Of(topology, rendered, tables).ShouldBeEmpty();
        ConnectorFindings.Unneeded(topology, rendered, tables).ShouldBeEmpty();
    }

    [TestCase("accept: [dates]")]
    [TestCase("accept: [\"date other.t\"]")]
    public void What_is_accepted_and_not_there_is_told_of(string accept)
    {
        var topology = TemplateTopology.Read($"{TemplateTopology.Text()}\n{accept}\n");
        var tables = Tables("columns: { id: bigint, d: date }, primaryKey: id");
        var rendered = ConnectorRenderer.Render(topology, null, tables);
        ConnectorFindings.Of(topology, rendered, tables).ShouldHaveSingleItem();
        ConnectorFindings.Unneeded(topology, rendered, tables).ShouldHaveSingleItem();
    }

    private static IReadOnlyList<ConnectorFinding> Of(string table, string source = "", string cluster = "")
    {
        var topology = TemplateTopology.Read(TemplateTopology.Text(source: source, cluster: cluster).Replace("sources:", $"converters: {{ {Avro} }}\nsources:", StringComparison.Ordinal));
        var tables = Tables(table);
        return ConnectorFindings.Of(topology, ConnectorRenderer.Render(topology, null, tables), tables);
    }

    private static SourceTables Tables(string table) => TablesFile.Parse($"sources: {{ thor: {{ tables: {{ raw.t: {{ {table} }} }} }} }}", "bifrost.tables.yml");

    private static TestCaseData Column(string rule, string told, string silent, string source = "", string cluster = "", string column = "c", string? otherColumn = null) =>
        new TestCaseData(rule, new ColumnTry(column, told, source, cluster), new ColumnTry(otherColumn ?? column, silent, source, cluster)).SetArgDisplayNames(rule, told);

    public sealed record ColumnTry(string Column, string Type, string Source, string Cluster)
    {
        public IReadOnlyList<ConnectorFinding> Findings() =>
            Of($"columns: {{ id: {{ type: bigint, nullable: false }}, \"{Column}\": {Type} }}, primaryKey: id", Source, Cluster);
    }
}
