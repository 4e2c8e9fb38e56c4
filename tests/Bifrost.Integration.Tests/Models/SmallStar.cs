using System.Text;
using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Run;
using Bifrost.Testing.Replicas;

namespace Bifrost.Integration.Tests.Models;

/// <summary>A plan of one seed, one staging view, one fact and one mart on a replica; each test changes what it is about.</summary>
internal sealed class SmallStar(ScratchReplica replica)
{
    public const string Fact = "select id as fact_key, coalesce(uf, '?') as uf, total from star_staging.stg";

    public string Seed { get; set; } = "code,uf,name\n11,RO,Rondônia\n12,AC,\"Acre, o\"\n13,AM,\n14,RR,null\n";

    public string FactSql { get; set; } = Fact;

    public string MartSql { get; set; } = "select f.uf, max(u.name) as name, sum(f.total)::bigint as total from star.fct f left join star_reference.ufs u on u.uf = f.uf group by f.uf";

    public IReadOnlyList<PlannedColumn> FactColumns { get; set; } =
        [new("fact_key", "bigint", ["not null", "primary key"], "Its key."), new("uf", "text", ["not null"], ""), new("total", "integer", [], null)];

    public IReadOnlyList<PlannedTest> Tests { get; set; } = [Test("no_negative_total", "fct", "totals below zero")];

    public Dictionary<string, string> TestSql { get; } = new() { ["no_negative_total"] = "select * from star.fct where total < 0" };

    public List<PlannedSource> Sources { get; } =
        [new("sinarm.portes", "raw", "portes", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), "select max(beat_at) from bifrost.heartbeat where source = 'thor-source'")];

    public ModelsTarget Target { get; set; } = new("mjolnir", replica.ModelsEndpoint);

    public CompiledModels Compiled => new(
        new(
        [
            new("ufs", RelationKind.Seed, "star_reference", []) { Identifier = "ufs", Columns = [new("code", "smallint", [], null), new("uf", "text", [], "Sigla."), new("name", "text", [], null)] },
            new("stg", RelationKind.View, "star_staging", []) { Identifier = "stg" },
            new("fct", RelationKind.Incremental, "star", ["stg"])
            {
                Identifier = "fct", Description = "One row per permit; it's a fact.", Columns = FactColumns, Contract = true, Indexes = [new(["uf"], false, "btree")],
            },
            new("rpt", RelationKind.View, "star", ["fct", "ufs"]) { Identifier = "rpt" },
        ], Tests, Sources),
        new Dictionary<string, string>(TestSql.Select(static test => KeyValuePair.Create($"tests/{test.Key}.sql", test.Value + "\n")))
        {
            ["models/stg.sql"] = "select id, uf, total from raw.portes\n", ["models/fct.sql"] = FactSql + "\n", ["models/rpt.sql"] = MartSql + "\n",
        })
    {
        OpenSeed = _ => new MemoryStream(Encoding.UTF8.GetBytes(Seed)),
    };

    public static PlannedTest Test(string name, string of, string meaning, TestSeverity severity = TestSeverity.Error, string errorIf = "!= 0") =>
        new(name, [of], severity, "count(*)", "!= 0", errorIf, null, meaning);

    public Task<RunReport> RunAsync(RunSelection? selection = null, IRunWatcher? watcher = null) =>
        new ModelsRun(Target, Compiled, TimeProvider.System, watcher ?? new Silent()).RunAsync(selection ?? RunSelection.All, default);

    /// <summary>The run's report, which must have gone well.</summary>
    public async Task<RunReport> MustAsync(RunSelection? selection = null)
    {
        var report = await RunAsync(selection);
        report.Succeeded.ShouldBeTrue(string.Join('\n', report.Results));
        return report;
    }

    /// <summary>Rows of <c>raw.portes</c> with ids from 1 on and these totals.</summary>
    public async Task DeliverAsync(params int[] totals)
    {
        await replica.Database.ExecuteAsync("delete from raw.portes");
        for (var at = 0; at < totals.Length; at++)
            await replica.Database.ExecuteAsync(
                $"insert into raw.portes (id, ano_emissao, mes_emissao, uf, municipio, total) overriding system value values ({at + 1}, 2024, 1, 'AC', 'm{at}', {totals[at]})");
    }

    private sealed class Silent : IRunWatcher
    {
        public void Say(string sentence) { }

        public void Begin(int total) { }

        public void Finished(NodeResult result) { }
    }
}
