using System.Text.RegularExpressions;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Tests;

public sealed class KnownColumnsTests
{
    [TestCase("id: bigint", "", "precise")]
    [TestCase("n: \"numeric(10,2)\"", "", "string")]
    [TestCase("n: { type: raw.amount, below: numeric }", "", "string")]
    [TestCase("n: money", "", "string")]
    [TestCase("n: { type: \"numeric[]\", kind: array, element: numeric }", "", "string")]
    [TestCase("n: numeric", "decimal: precise", "precise")]
    public void Decimals_travel_as_text_where_there_are_any_unless_the_topology_says_otherwise(string column, string source, string mode) =>
        Config(column, source)["decimal.handling.mode"].ShouldBe(mode);

    [Test]
    public void Generated_columns_and_those_the_topology_names_are_left() =>
        Config("a: text, g: { type: integer, generated: (1) }", "columns: { exclude: [raw.t.a, \"raw.*.log?\"] }")["column.exclude.list"].ShouldBe(@"raw\.t\.a,raw\..*\.log.,raw\.t\.g");

    [Test]
    public void Without_anything_to_leave_there_is_no_list() => Config("a: text", "").ShouldNotContainKey("column.exclude.list");

    [TestCase("raw.t.h", false)]
    [TestCase("raw.t.hh", true)]
    [TestCase("raw.t.a", true)]
    public void The_type_of_an_hstore_does_not_travel(string column, bool propagated) =>
        Regex.IsMatch(column, $@"\A(?:{Config("a: text, h: public.hstore", "")["column.propagate.source.type"]})\z").ShouldBe(propagated);

    [Test]
    public void Partitions_arrive_under_their_root()
    {
        Config("a: text", "").ShouldNotContainKey("publish.via.partition.root");
        Config("a: text", "", ", kind: partitioned")["publish.via.partition.root"].ShouldBe("true");
    }

    [Test]
    public void A_partition_is_not_captured_beside_its_root()
    {
        var tables = TablesFile.Parse(
            """
            sources: { thor: { tables: {
              raw.root: { kind: partitioned, columns: { id: bigint }, primaryKey: id },
              raw.branch: { kind: partitioned, parent: raw.root, columns: { id: bigint } },
              raw.leaf: { kind: partition, parent: raw.branch, columns: { id: bigint } },
              raw.alone: { kind: partition, parent: other.root, columns: { id: bigint } } } } }
            """, "bifrost.tables.yml");
        TemplateTopology.ConfigOf(ConnectorRenderer.Render(TemplateTopology.Read(TemplateTopology.Text()), null, tables).First(static one => one.Name == "thor-source"))["table.exclude.list"]
            .ShouldBe(@"raw\.branch,raw\.leaf");
    }

    [TestCase("raw.portes", true)]
    [TestCase("raw.log", false)]
    [TestCase("raw.log2", true)]
    [TestCase("other.portes", false)]
    public void Names_to_take_and_names_to_leave_go_into_one_list(string table, bool taken)
    {
        var config = Config("a: text", "tables: { include: [raw.*], exclude: [raw.log] }");
        config.ShouldNotContainKey("table.exclude.list");
        Regex.IsMatch(table, $@"\A(?:{config["table.include.list"]})\z").ShouldBe(taken);
    }

    [Test]
    public void Names_to_leave_alone_are_a_list_of_their_own() =>
        Config("a: text", "tables: { exclude: [raw.log] }")["table.exclude.list"].ShouldBe(@"raw\.log");

    private static Dictionary<string, string> Config(string columns, string source, string table = "")
    {
        var tables = TablesFile.Parse($"sources: {{ thor: {{ tables: {{ raw.t: {{ columns: {{ id: bigint, {columns.Replace("id: bigint", "i: bigint", StringComparison.Ordinal)} }}, primaryKey: id{table} }} }} }} }}", "bifrost.tables.yml");
        return TemplateTopology.ConfigOf(ConnectorRenderer.Render(TemplateTopology.Read(TemplateTopology.Text(source)), null, tables).First(static one => one.Name == "thor-source"));
    }
}
