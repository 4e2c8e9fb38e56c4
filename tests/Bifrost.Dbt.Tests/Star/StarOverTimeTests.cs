using Bifrost.Etl.Sample;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Dbt;
using Bifrost.Testing.Replicas;

namespace Bifrost.Dbt.Tests.Star;

/// <summary>
/// The star of one replica through its life: built on nothing, loaded, changed, a fact before its dimension, all of it, and built anew.
/// The calls of dbt stand in the set-up, because each takes seconds; the tests read what was seen after each.
/// </summary>
public sealed class StarOverTimeTests
{
    private static readonly string[] Facts = ["fct_occurrences", "fct_permits", "fct_registrations"];

    private ScratchReplica _replica = null!;
    private DbtProject _dbt = null!;

    private string[] _builtOnNothing = [], _reconciledOnNothing = [], _late = [], _mended = [], _reconciled = [], _incremental = [], _anew = [], _afterTwice = [], _tablesAtFirst = [], _tablesLater = [];
    private Outcome _fresh = null!, _stale = null!, _twice = null!;

    [OneTimeSetUp]
    public async Task LiveAsync()
    {
        _replica = await ScratchReplica.CreateAsync();
        _dbt = DbtProject.OfRepository(_replica.Variables("mjolnir"));

        await DbtAsync("build");
        _builtOnNothing = await MembersAsync();
        _reconciledOnNothing = await ReconciliationAsync();

        await _replica.LoadSampleAsync(IssueOfSample.First);
        await InsertProbesAsync();
        await DbtAsync("run");
        _tablesAtFirst = await OidsAsync();

        await _replica.LoadSampleAsync(IssueOfSample.Second);
        await ChangeAsync();
        await DbtAsync("run --select fct_occurrences");
        _late = await ProbesAsync();

        await DbtAsync("run");
        _mended = await ProbesAsync();
        _reconciled = await ReconciliationAsync();
        _incremental = await TablesAsync();
        _tablesLater = await OidsAsync();

        await DbtAsync("run --full-refresh");
        _anew = await TablesAsync();

        _fresh = await _dbt.DbtAsync("source freshness --target mjolnir");
        await _replica.BeatAsync("now() - interval '6 minutes'");
        _stale = await _dbt.DbtAsync("source freshness --target mjolnir");

        await DeliverTwiceAsync();
        _twice = await _dbt.DbtAsync("build --select +fct_permits --exclude-resource-type unit_test --target mjolnir");
        _afterTwice = await ReconciliationAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await _replica.DisposeAsync();

    [Test]
    public void An_empty_source_builds_facts_without_rows_and_dimensions_with_their_unknown_member()
    {
        _builtOnNothing.Length.ShouldBe(12);
        _builtOnNothing.ShouldAllBe(static line => line.EndsWith("|1", StringComparison.Ordinal));
        _reconciledOnNothing.ShouldBe(["occurrences|0|0|0|0", "permits|0|0|0|0", "registrations|0|0|0|0"]);
    }

    [Test]
    public void Building_what_changed_gives_the_rows_of_building_anew() => _incremental.ShouldBe(_anew);

    /// <summary>A table that is dropped takes the marts on it along until they are built again: a reader would meet neither.</summary>
    [Test]
    public void Building_on_top_keeps_every_table() => _tablesLater.ShouldBe(_tablesAtFirst);

    [Test]
    public void Every_fact_holds_as_many_rows_and_as_high_a_total_as_its_source()
    {
        foreach (var parts in _reconciled.Select(static line => line.Split('|')))
        {
            parts[1].ShouldNotBe("0");
            parts[2].ShouldBe(parts[1], parts[0]);
            parts[4].ShouldBe(parts[3], parts[0]);
        }
    }

    [Test]
    public void A_fact_whose_dimension_arrives_later_is_kept_under_the_unknown_member_and_mended()
    {
        _late.ShouldContain("Unknown|2024-08|AC|Rio Branco|900001");
        _mended.ShouldContain("PROBE LATE|2024-08|AC|Rio Branco|900001");
        _mended.ShouldNotContain("Unknown|2024-08|AC|Rio Branco|900001");
    }

    [Test]
    public void A_month_that_the_source_no_longer_has_leaves_the_fact() => _late.ShouldNotContain(static line => line.StartsWith("PROBE GONE", StringComparison.Ordinal));

    [Test]
    public void A_row_that_moves_to_another_month_stands_in_that_month_alone() => _late.Where(static line => line.StartsWith("PROBE MOVED", StringComparison.Ordinal)).ShouldBe(["PROBE MOVED|2024-07|AC|Rio Branco|900004"]);

    [Test]
    public void Two_rows_that_exchange_their_totals_are_seen_although_the_month_adds_up_to_the_same()
    {
        _late.ShouldContain("PROBE ONE|2024-09|AC|Rio Branco|900006");
        _late.ShouldContain("PROBE TWO|2024-09|AC|Rio Branco|900005");
    }

    [Test]
    public async Task A_municipality_of_one_name_in_two_ufs_is_two()
    {
        var places = await _replica.Database.LinesAsync(
            """
            select municipality.municipality_id::text
            from star.fct_occurrences as fact
            join star.dim_brands as brand using (brand_key)
            join star.dim_municipalities as municipality using (municipality_key)
            where brand.brand = 'PROBE NAMESAKE'
            """);

        places.ShouldBe(["2201903", "2401701"]);
    }

    [Test]
    public async Task Every_table_view_and_column_is_described_in_the_database() =>
        (await _replica.Database.LinesAsync(
            """
            select format('%s.%s', relation.oid::regclass, attribute.attname)
            from pg_class as relation
            join pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
            where relation.relnamespace::regnamespace::text in ('star', 'star_staging', 'star_reference') and relation.relkind in ('r', 'v')
                and (obj_description(relation.oid, 'pg_class') is null or col_description(relation.oid, attribute.attnum) is null)
            """)).ShouldBeEmpty();

    [Test]
    public void A_replica_whose_heartbeat_stopped_is_stale_and_one_with_a_beat_is_fresh()
    {
        _fresh.ExitCode.ShouldBe(0, _fresh.ToString());
        _stale.ExitCode.ShouldNotBe(0);
        foreach (var table in new[] { "ocorrencias", "portes", "registros" })
            _stale.Output.ShouldContain($"ERROR STALE freshness of sinarm.{table}");
    }

    [Test]
    public void Rows_delivered_twice_stop_the_build_before_the_fact_and_leave_it_as_it_was()
    {
        _twice.ExitCode.ShouldBe(1, _twice.ToString());
        _twice.Output.ShouldContain("source_sinarm_portes_delivered_once");
        _twice.Output.ShouldContain("SKIP relation star.fct_permits");
        FactOf(_afterTwice).ShouldBe(FactOf(_reconciled));

        static string[] FactOf(string[] lines) => [.. lines.Single(static line => line.StartsWith("permits", StringComparison.Ordinal)).Split('|').Where(static (_, column) => column is 2 or 4)];
    }

    private async Task DbtAsync(string arguments)
    {
        var outcome = await _dbt.DbtAsync($"{arguments} --target mjolnir");
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }

    private Task InsertProbesAsync() => _replica.Database.ExecuteAsync(
        """
        insert into raw.ocorrencias (ano_ocorrencia, mes_ocorrencia, uf, municipio, marca_arma, total) values
            (2023, 11, 'AC', 'Rio Branco', 'PROBE GONE', 900003),
            (2024, 5, 'AC', 'Rio Branco', 'PROBE MOVED', 900004),
            (2024, 9, 'AC', 'Rio Branco', 'PROBE ONE', 900005),
            (2024, 9, 'AC', 'Rio Branco', 'PROBE TWO', 900006),
            (2024, 9, 'PI', 'Bom Jesus', 'PROBE NAMESAKE', 900007),
            (2024, 9, 'RN', 'Bom Jesus', 'PROBE NAMESAKE', 900008)
        """);

    /// <summary>The second issue has taken the probes of the years that it covers; they are put back, changed.</summary>
    private async Task ChangeAsync()
    {
        await _replica.Database.ExecuteAsync("delete from raw.ocorrencias where marca_arma like 'PROBE%'");
        await _replica.Database.ExecuteAsync(
            """
            insert into raw.ocorrencias (ano_ocorrencia, mes_ocorrencia, uf, municipio, marca_arma, total) values
                (2024, 8, 'AC', 'Rio Branco', 'PROBE LATE', 900001),
                (2024, 7, 'AC', 'Rio Branco', 'PROBE MOVED', 900004),
                (2024, 9, 'AC', 'Rio Branco', 'PROBE ONE', 900006),
                (2024, 9, 'AC', 'Rio Branco', 'PROBE TWO', 900005),
                (2024, 9, 'PI', 'Bom Jesus', 'PROBE NAMESAKE', 900007),
                (2024, 9, 'RN', 'Bom Jesus', 'PROBE NAMESAKE', 900008);
            delete from raw.portes where ano_emissao = 2025 and mes_emissao = 3;
            delete from raw.registros where id % 7 = 0;
            update raw.registros set total = total + 1 where id % 11 = 0
            """);
    }

    /// <summary>A target whose tables the sink made has no constraint of the grain: nothing else holds a second delivery back.</summary>
    private Task DeliverTwiceAsync() => _replica.Database.ExecuteAsync(
        """
        alter table raw.portes drop constraint portes_grao;
        insert into raw.portes (ano_emissao, mes_emissao, uf, municipio, tipo, status, abrangencia, especie_arma, marca_arma, calibre_arma, sexo, total)
        select ano_emissao, mes_emissao, uf, municipio, tipo, status, abrangencia, especie_arma, marca_arma, calibre_arma, sexo, total
        from raw.portes
        where ano_emissao = 2024 and mes_emissao = 1
        """);

    private Task<string[]> ProbesAsync() => _replica.Database.LinesAsync(
        """
        select concat_ws('|', brand.brand, month.year_month, municipality.uf, municipality.municipality, fact.total)
        from star.fct_occurrences as fact
        join star.dim_brands as brand using (brand_key)
        join star.dim_months as month using (month_key)
        join star.dim_municipalities as municipality using (municipality_key)
        where fact.total > 900000
        """);

    private Task<string[]> ReconciliationAsync() => _replica.Database.LinesAsync(
        "select concat_ws('|', fact, source_rows, fact_rows, source_total, fact_total) from star.rpt_reconciliation");

    /// <summary>Each dimension with the number of its unknown members. What it holds on an empty source is that one, or what IBGE knows.</summary>
    private async Task<string[]> MembersAsync()
    {
        var lines = new List<string>();
        foreach (var table in await NamesAsync("dim_%"))
            lines.Add($"{table}|{await _replica.Database.ScalarAsync<long>($"select count(*) from star.{table} where is_unknown")}");
        return [.. lines];
    }

    private Task<string[]> OidsAsync() => _replica.Database.LinesAsync(
        "select format('%s %s', oid::regclass, oid) from pg_class where relnamespace in ('star'::regnamespace, 'star_staging'::regnamespace) and relkind = 'r'");

    /// <summary>Every row of every dimension and fact, as text.</summary>
    private async Task<string[]> TablesAsync()
    {
        var lines = new List<string>();
        foreach (var table in (await NamesAsync("dim_%")).Concat(Facts))
            lines.AddRange(await _replica.Database.LinesAsync($"select '{table}' || rows::text from star.{table} as rows"));
        return [.. lines];
    }

    private Task<string[]> NamesAsync(string pattern) => _replica.Database.LinesAsync(
        $"select table_name from information_schema.tables where table_schema = 'star' and table_name like '{pattern}'");
}
