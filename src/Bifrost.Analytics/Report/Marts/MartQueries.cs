namespace Bifrost.Analytics.Report.Marts;

/// <summary>
/// The marts that the report reads, and no others. Each query ends with the row as text, of which the fingerprint is made, and orders by the mart's key, so that the same rows give the same page.
/// </summary>
internal static class MartQueries
{
    public const string Schema = "star";

    public const string Totals = "rpt_totals";
    public const string LostWeapons = "rpt_lost_weapons_by_uf_and_year";
    public const string Calibres = "rpt_registrations_against_occurrences";
    public const string Months = "rpt_monthly_trend";
    public const string Unknown = "rpt_data_quality";
    public const string Reconciliations = "rpt_reconciliation";
    public const string Unmatched = "rpt_unmatched_municipalities";

    public const string Heartbeat = "select source, beat_at from bifrost.heartbeat";

    private static readonly Dictionary<string, (string Columns, string Order)> Shapes = new()
    {
        [Totals] = ("fact, rows::bigint, total::bigint, first_month::date, last_month::date, loaded_at", "fact"),
        [LostWeapons] = ("year::int, uf, uf_name, region, population::bigint, lost_weapons::bigint, lost_weapons_per_100k::float8", "year, uf"),
        [Calibres] = ("calibre_family, registrations::bigint, occurrences::bigint, occurrences_per_1000_registrations::float8", "calibre_family"),
        [Months] = ("fact, month::date, total::bigint, mean_12_months::float8, months_in_mean::int", "fact, month"),
        [Unknown] = ("fact, dimension, rows::bigint, unknown_rows::bigint, total::bigint, unknown_total::bigint", "fact, dimension"),
        [Reconciliations] = ("fact, source_rows::bigint, fact_rows::bigint, source_total::bigint, fact_total::bigint", "fact"),
        [Unmatched] = ("uf, municipality, rows::bigint, total::bigint", "uf, municipality"),
    };

    /// <summary>Names order by their bytes: a replica's collation is its own.</summary>
    public static string Of(string mart)
    {
        var (columns, order) = Shapes[mart];
        var keys = order.Split(", ").Select(static key => key is "year" or "month" ? key : $"{key} collate \"C\"");
        return $"select {columns}, mart::text from {Schema}.{mart} as mart order by {string.Join(", ", keys)}";
    }
}
