using Bifrost.Cli.Schema;
using Bifrost.Postgres.Replicas;
using Bifrost.Templates;
using Bifrost.Templates.Findings;
using Bifrost.Testing;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Tests.Schema;

/// <summary>Two rooms know which types need a helper on the target: the one that says so, and the one that makes it.</summary>
public sealed class HelpersAndFindingsTests
{
    private static readonly string[] AskForAHelper = ["bytes", "array-cast", "point", "hstore"];

    [TestCase("integer", false)]
    [TestCase("\"numeric(10,2)\"", false)]
    [TestCase("public.citext", false)]
    [TestCase("\"\\\"char\\\"\"", false)]
    [TestCase("timestamp(3) with time zone", false)]
    [TestCase("{ type: t.small, below: integer }", false)]
    [TestCase("{ type: t.mood, kind: enum }", false)]
    [TestCase("{ type: int4range, kind: range }", false)]
    [TestCase("{ type: \"text[]\", kind: array, element: text }", false)]
    [TestCase("{ type: \"interval[]\", kind: array, element: interval }", false)]
    [TestCase("{ type: \"timestamp without time zone[]\", kind: array, element: timestamp without time zone }", false)]
    [TestCase("{ type: \"box[]\", kind: array, element: box }", false)]
    [TestCase("{ type: \"t.pair[]\", kind: array, element: t.pair, elementKind: composite }", false)]
    [TestCase("point", true)]
    [TestCase("public.hstore", true)]
    [TestCase("box", true)]
    [TestCase("pg_lsn", true)]
    [TestCase("{ type: t.area, below: box }", true)]
    [TestCase("{ type: t.pair, kind: composite }", true)]
    [TestCase("{ type: int4multirange, kind: multirange }", true)]
    [TestCase("{ type: \"t.mood[]\", kind: array, element: t.mood, elementKind: enum }", true)]
    [TestCase("{ type: \"int4range[]\", kind: array, element: int4range, elementKind: range }", true)]
    [TestCase("{ type: \"numeric(10,2)[]\", kind: array, element: \"numeric(10,2)\" }", true)]
    [TestCase("{ type: \"inet[]\", kind: array, element: inet }", true)]
    [TestCase("{ type: \"timestamp(3) with time zone[]\", kind: array, element: timestamp(3) with time zone }", true)]
    public void A_helper_is_made_where_a_finding_asks_for_one(string type, bool needed)
    {
        var topology = TopologyFile.Parse(Shell.ScratchProject.Topology, "bifrost.yml");
        var tables = TablesFile.Parse($"sources: {{ thor: {{ tables: {{ raw.t: {{ columns: {{ id: bigint, c: {type} }}, primaryKey: id }} }} }} }}", "bifrost.tables.yml");
        var asked = ConnectorFindings.Of(topology, ConnectorRenderer.Render(topology, null, tables), tables).Any(static finding => AskForAHelper.Contains(finding.Rule));
        var made = WantedTables.Of(CapturedDefinitions.Of(tables.Of("thor")!), new PlainRouter(), viaRoot: false).Helpers.Count > 0;
        (asked, made).ShouldBe((needed, needed));
    }
}
