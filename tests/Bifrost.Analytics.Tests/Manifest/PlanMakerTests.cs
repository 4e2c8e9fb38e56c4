using System.Text.Json;
using Bifrost.Analytics.Manifest;
using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Tests.Manifest;

public sealed class PlanMakerTests
{
    private const string Seed = """
        "seed.p.ufs": { "resource_type": "seed", "name": "ufs", "alias": "ufs", "database": "db", "schema": "star_reference", "description": "Units.",
          "config": { "materialized": "seed", "column_types": { "code": "smallint", "uf": "text" }, "persist_docs": { "relation": true, "columns": true } },
          "columns": { "uf": { "name": "uf", "description": "Sigla." } }, "depends_on": { "macros": [] } }
        """;

    private const string Staging = """
        "model.p.stg": { "resource_type": "model", "name": "stg", "alias": "stg", "database": "db", "schema": "star_staging", "language": "sql", "description": "Ignored.",
          "config": { "materialized": "view" }, "columns": {}, "depends_on": { "nodes": ["source.p.s.t"] }, "compiled_code": "\n\nselect id   \n\n\n\nfrom \"db\".\"raw\".\"t\"  \n" }
        """;

    private const string Fact = """
        "model.p.fct": { "resource_type": "model", "name": "fct", "alias": "fct", "database": "db", "schema": "star", "language": "sql", "description": "Facts.",
          "config": { "materialized": "incremental", "contract": { "enforced": true }, "persist_docs": { "relation": true, "columns": true }, "pre-hook": [{ "sql": "x" }], "indexes": [{ "columns": ["uf"], "unique": true }] },
          "constraints": [{ "type": "unique", "columns": ["uf"] }],
          "columns": { "key": { "name": "key", "data_type": "uuid", "description": "Key.", "constraints": [{ "type": "not_null" }, { "type": "primary_key" }] },
                       "uf": { "name": "uf", "data_type": "text", "description": "", "constraints": [{ "type": "check", "expression": "uf <> ''" }] } },
          "depends_on": { "nodes": ["model.p.eph", "seed.p.ufs"] }, "compiled_code": "select * from \"db\".\"star_staging\".\"stg\"" }
        """;

    private const string Ephemeral = """
        "model.p.eph": { "resource_type": "model", "name": "eph", "alias": "eph", "database": "db", "schema": "star", "language": "sql", "description": "",
          "config": { "materialized": "ephemeral" }, "columns": {}, "depends_on": { "nodes": ["model.p.stg"] }, "compiled_code": "select 1" }
        """;

    private const string Test = """
        "test.p.relationships_fct_uf.abc": { "resource_type": "test", "name": "relationships_fct_uf", "alias": "relationships_fct_uf", "database": "db", "schema": "star", "description": "",
          "config": { "materialized": "test", "severity": "warn", "fail_calc": "count(*)", "warn_if": "> 2", "error_if": "> 5", "limit": 9 }, "column_name": "uf", "file_key_name": "models.fct",
          "test_metadata": { "name": "relationships", "kwargs": { "to": "ref('ufs')", "field": "uf" } },
          "depends_on": { "nodes": ["seed.p.ufs", "model.p.fct"] }, "compiled_code": "select 1" }
        """;

    private const string Source = """
        "source.p.s.t": { "resource_type": "source", "source_name": "s", "name": "t", "identifier": "t", "database": "db", "schema": "raw",
          "loaded_at_field": "beat_at", "loaded_at_query": null, "freshness": { "warn_after": { "count": 2, "period": "minute" }, "error_after": { "count": 1, "period": "hour" }, "filter": null } }
        """;

    [Test]
    public void Relations_come_after_what_they_read_also_through_ephemeral_models()
    {
        var plan = Make([Fact, Staging, Ephemeral, Test, Seed]).Plan;
        plan.Relations.Select(static relation => (relation.Name, relation.Kind)).ShouldBe([("ufs", RelationKind.Seed), ("stg", RelationKind.View), ("fct", RelationKind.Incremental)]);
        plan.Relations[2].DependsOn.ShouldBe(["stg", "ufs"]);
        plan.Upstream()["fct"].ShouldBe(["stg", "ufs"], ignoreOrder: true);
    }

    [Test]
    public void A_contract_its_comments_and_its_indexes_are_kept()
    {
        var fact = Make([Fact, Staging, Ephemeral, Seed]).Plan.Relations[^1];
        fact.Contract.ShouldBeTrue();
        fact.Description.ShouldBe("Facts.");
        fact.Columns.Select(static column => $"{column.Name} {column.Type} {string.Join(' ', column.Constraints)} {column.Description}").ShouldBe(["key uuid not null primary key Key.", "uf text check (uf <> '') "]);
        fact.Constraints.ShouldBe(["unique (\"uf\")"]);
        fact.Indexes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(static index => index.Columns.ShouldBe(["uf"]), static index => index.Unique.ShouldBeTrue(), static index => index.Method.ShouldBe("btree"));
    }

    [Test]
    public void SQL_holds_no_name_of_a_database_and_no_blanks_that_a_machine_left() =>
        Make([Staging]).Files["models/stg.sql"].ShouldBe("select id\n\nfrom \"raw\".\"t\"\n");

    [Test]
    public void The_same_project_compiled_elsewhere_gives_the_same_plan()
    {
        string[] nodes = [Fact, Staging, Ephemeral, Test, Seed];
        var here = Make(nodes);
        var there = Make([.. nodes.Reverse().Select(static node => node.Replace("\"db\"", "\"other\"", StringComparison.Ordinal).Replace("\\\"db\\\"", "\\\"other\\\"", StringComparison.Ordinal))], Source.Replace("\"db\"", "\"other\"", StringComparison.Ordinal));
        CompiledModels.WritePlan(there.Plan).ShouldBe(CompiledModels.WritePlan(here.Plan));
        there.Files.ShouldBe(here.Files, ignoreOrder: true);
    }

    [Test]
    public void A_plan_is_read_as_it_was_written()
    {
        var text = CompiledModels.WritePlan(Make([Fact, Staging, Ephemeral, Test, Seed]).Plan);
        CompiledModels.WritePlan(CompiledModels.ReadPlan(text)).ShouldBe(text);
    }

    [Test]
    public void A_test_keeps_its_thresholds_and_says_what_it_means()
    {
        var test = Make([Fact, Staging, Ephemeral, Test, Seed]).Plan.Tests.ShouldHaveSingleItem();
        (test.Name, test.Severity, test.WarnIf, test.ErrorIf, test.Limit, test.Meaning).ShouldBe(("relationships_fct_uf", TestSeverity.Warn, "> 2", "> 5", 9, "rows of fct whose uf is not in ufs.uf"));
        test.DependsOn.ShouldBe(["fct", "ufs"]);
    }

    [Test]
    public void A_source_keeps_its_thresholds_and_how_it_is_asked()
    {
        var source = Make([Staging]).Plan.Sources.ShouldHaveSingleItem();
        (source.Name, source.WarnAfter, source.ErrorAfter, source.LoadedAt).ShouldBe(("s.t", TimeSpan.FromMinutes(2), TimeSpan.FromHours(1), "select max(beat_at) from \"raw\".\"t\""));
    }

    [Test]
    public void What_cannot_be_built_without_dbt_is_refused_all_at_once()
    {
        var refused = Should.Throw<ModelsException>(() => Make(
        [
            Staging.Replace("\"view\"", "\"materialized_view\"", StringComparison.Ordinal),
            Seed.Replace("\"materialized\": \"seed\"", "\"materialized\": \"seed\", \"delimiter\": \";\", \"post-hook\": [{}]", StringComparison.Ordinal),
        ]));
        refused.Message.Split(Environment.NewLine).ShouldBe(
        [
            "model.p.stg: the materialization materialized_view is not built without dbt. Use one of table, view, incremental, ephemeral.",
            "seed.p.ufs: a seed delimited by ; is not built without dbt. Use commas.",
            "seed.p.ufs: its post-hook is not built without dbt. Put the statement into a model, or leave it out.",
        ]);
    }

    [Test]
    public void A_seed_whose_column_has_no_type_is_refused() => Should.Throw<ModelsException>(() => Make([Seed], heading: ["code", "uf", "name"])).Message
        .ShouldBe("seed.p.ufs: name has no type in column_types. dbt would guess it from the rows; say it.");

    private static CompiledModels Make(IEnumerable<string> nodes, string source = Source, params string[] heading) => PlanMaker.Make(
        ManifestFile.Of(JsonDocument.Parse($$"""{ "metadata": { "project_name": "p" }, "nodes": { {{string.Join(",\n", nodes)}} }, "sources": { {{source}} } }""").RootElement),
        _ => heading.Length > 0 ? heading : ["code", "uf"]);
}
