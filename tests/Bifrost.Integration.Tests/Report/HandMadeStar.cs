using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Report;

/// <summary>Marts of the shape that the models build, with a few rows of our own.</summary>
internal static class HandMadeStar
{
    public const string Empty =
        """
        create schema star;
        create schema bifrost;
        create table bifrost.heartbeat (source text primary key, beat_at timestamptz not null);
        create table star.rpt_lost_weapons_by_uf_and_year (year int, uf text, uf_name text, region text, population bigint, lost_weapons bigint, lost_weapons_per_100k numeric);
        create table star.rpt_registrations_against_occurrences (calibre_family text, registrations bigint, occurrences bigint, occurrences_per_1000_registrations numeric);
        create table star.rpt_monthly_trend (month date, fact text, total bigint, mean_12_months numeric, months_in_mean int);
        create table star.rpt_totals (fact text, rows bigint, total bigint, first_month date, last_month date, loaded_at timestamptz);
        create table star.rpt_data_quality (fact text, dimension text, rows bigint, unknown_rows bigint, total bigint, unknown_total bigint);
        create table star.rpt_reconciliation (fact text, source_rows bigint, fact_rows bigint, source_total bigint, fact_total bigint);
        create table star.rpt_unmatched_municipalities (uf text, municipality text, rows bigint, total bigint);
        """;

    public const string Rows =
        """
        insert into bifrost.heartbeat values ('thor-source', '2026-11-21 11:59:55+00');
        insert into star.rpt_lost_weapons_by_uf_and_year values
            (2025, 'SP', 'São Paulo', 'Sudeste', 44411238, 138, 0.31), (2025, 'RO', 'Rondônia', 'Norte', 1581196, 58, 3.67), (2024, 'RO', 'Rondônia', 'Norte', 1581196, 114, 7.2097298), (2025, 'desconhecida', 'Desconhecida', 'Desconhecida', null, 3, null);
        insert into star.rpt_registrations_against_occurrences values ('.38', 1708, 1559, 912.8), ('.416', 0, 2, null);
        insert into star.rpt_monthly_trend select month, 'occurrences', 900, 899.5, 12 from generate_series(date '2024-01-01', date '2025-10-01', interval '1 month') month;
        insert into star.rpt_totals values ('occurrences', 15913, 17959, '2024-01-01', '2025-10-01', '2026-11-21 10:00:00+00'), ('permits', 0, 0, null, null, null);
        insert into star.rpt_data_quality values ('occurrences', 'municipality', 15913, 65, 17959, 70);
        insert into star.rpt_reconciliation values ('occurrences', 15913, 15913, 17959, 17959);
        insert into star.rpt_unmatched_municipalities values ('SP', 'São <script>alert(1)</script> & Paulista', 2, 3);
        """;

    /// <summary>A database with the marts and their rows, in another order where it is asked for.</summary>
    public static async Task<ScratchDatabase> CreateAsync(TestServer server, string suffix = "", bool reversed = false)
    {
        var database = await server.CreateDatabaseAsync(suffix);
        await database.ExecuteAsync(Empty + Rows);
        if (reversed)
            await database.ExecuteAsync("create table turned as select * from star.rpt_lost_weapons_by_uf_and_year order by uf desc, year; delete from star.rpt_lost_weapons_by_uf_and_year; insert into star.rpt_lost_weapons_by_uf_and_year select * from turned");
        return database;
    }
}
