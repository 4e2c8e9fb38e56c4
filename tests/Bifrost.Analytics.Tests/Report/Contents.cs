using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Tests.Report;

/// <summary>Made-up contents of the page, the same in every run: one as it is on an ordinary day, and those that strain it.</summary>
internal static class Contents
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly (string Uf, string Name, string Region, long Population)[] Units =
    [
        ("RO", "Rondônia", "Norte", 1581196), ("AC", "Acre", "Norte", 830018), ("AM", "Amazonas", "Norte", 3941613), ("RR", "Roraima", "Norte", 636707), ("PA", "Pará", "Norte", 8120131),
        ("AP", "Amapá", "Norte", 733759), ("TO", "Tocantins", "Norte", 1511460), ("MA", "Maranhão", "Nordeste", 6776699), ("PI", "Piauí", "Nordeste", 3271199), ("CE", "Ceará", "Nordeste", 8794957),
        ("RN", "Rio Grande do Norte", "Nordeste", 3302729), ("PB", "Paraíba", "Nordeste", 3974687), ("PE", "Pernambuco", "Nordeste", 9058931), ("AL", "Alagoas", "Nordeste", 3127683),
        ("SE", "Sergipe", "Nordeste", 2210004), ("BA", "Bahia", "Nordeste", 14141626), ("MG", "Minas Gerais", "Sudeste", 20539989), ("ES", "Espírito Santo", "Sudeste", 3833712),
        ("RJ", "Rio de Janeiro", "Sudeste", 16055174), ("SP", "São Paulo", "Sudeste", 44411238), ("PR", "Paraná", "Sul", 11444380), ("SC", "Santa Catarina", "Sul", 7610361),
        ("RS", "Rio Grande do Sul", "Sul", 10882965), ("MS", "Mato Grosso do Sul", "Centro-Oeste", 2757013), ("MT", "Mato Grosso", "Centro-Oeste", 3658649), ("GO", "Goiás", "Centro-Oeste", 7056495),
        ("DF", "Distrito Federal", "Centro-Oeste", 2817381),
    ];

    private static readonly string[] Families = [".38", ".380", "12 GA", ".40", "9 mm", ".22", "7,65 mm", "36 GA", "28 GA", "20 GA", ".44", ".357", "6,35 mm", "32 GA", "5,56 mm", "7,62 mm", "16 GA", ".45", ".32"];

    private static readonly string[] Facts = ["occurrences", "permits", "registrations"];

    /// <summary>Both replicas well and equal.</summary>
    public static ReportContent Ordinary() => Of(Well("mjolnir", Star()), Well("stormbreaker", Star()));

    /// <summary>Names that are markup or longer than any line, counts of twelve digits, twelve years, replicas that differ, one that cannot be read.</summary>
    public static ReportContent Strained()
    {
        var strained = Star(years: 12, months: 150, factor: 123_456_789, name: " de Nossa Senhora da Imaculada Conceição do Rio Acima e Além & <script>alert('x')</script>");
        return Of(
            Well("mjolnir", Star()),
            new Replica("stormbreaker-with-a-name-that-goes-on-for-rather-longer-than-names-do", new StarRead(strained),
            [
                new SourceStanding("thor-source", Freshness.Of(Noon.AddDays(-4000), TimeSpan.FromSeconds(10), Noon, null), new Following("retrying", "FFFFFFFF/FFFFFFFF", long.MaxValue, null, Noon.AddDays(-4000), "retrying: the database at 127.0.0.1:5432 does not answer."),
                    new Comparison(ComparisonVerdict.Different, "FFFFFFFF/FFFFFFFF", 123_456_789_012, "raw.ocorrencias, raw.portes, raw.registros_com_um_nome_muito_comprido_que_nao_acaba_nunca")),
                new SourceStanding("loki-source", Freshness.Of(null, TimeSpan.FromSeconds(10), Noon, null), Following.NotKnown("The cluster 'embedded' does not answer."), Comparison.LeftOut),
            ]),
            new Replica("gungnir", new StarUnread("Target gungnirdb at 127.0.0.1:5433 as gungnir_models: Connection refused, while reading its star."), []));
    }

    /// <summary>Built, and nothing in it yet.</summary>
    public static ReportContent Empty() => Of(Well("mjolnir", EmptyStar()), Well("stormbreaker", EmptyStar())) with { Inputs = [] };

    public static ReportContent Of(params Replica[] replicas) => new("asgard", Noon, replicas,
    [
        new("OCORRENCIAS_2024.csv.gz", "raw.ocorrencias", 9199, 0, "", 0, new(2024, 1, 1), new(2024, 12, 1)),
        new("REGISTROS_com_categoria_2025.csv.gz", "raw.registros", 8123, 17, "12 month out of range, 5 unknown federative unit", 3, new(2025, 1, 1), new(2025, 12, 1)),
    ]);

    public static Replica Well(string name, Star star) => new(name, new StarRead(star),
    [
        new("thor-source", Freshness.Of(Noon.AddSeconds(-7), TimeSpan.FromSeconds(10), Noon, null), new(Following.Running, "0/2A3F1B8", 0, null, Noon.AddSeconds(-9), null),
            new(ComparisonVerdict.Equal, "0/2A3F1B8", 31_272, null)),
    ]);

    /// <param name="factor">Every count is as many times larger.</param>
    /// <param name="name">Is added to the names.</param>
    public static Star Star(int years = 2, int months = 21, long factor = 1, string name = "")
    {
        var lost = Enumerable.Range(2026 - years, years).SelectMany(year => Units.Select((unit, at) => Lost(year, unit, (40 + (at * 37 % 211)) * factor, name)))
            .Append(new LostWeapons(2025, "??", "Unknown", "Unknown", null, 12 * factor, null)).ToList();
        var calibres = Families.Select((family, at) => new CalibreBalance(family + name, 5000 * factor / (at + 1), 3000 * factor / ((at * 2) + 1), at == 18 ? null : 600.0 * (at + 1) / ((at * 2) + 1))).ToList();
        var trend = Facts.SelectMany((fact, of) => Enumerable.Range(0, months).Select(at => Month(fact, at, of, factor))).ToList();
        var totals = Facts.Select((fact, at) => new FactTotal(fact, 9000 * factor / (at + 1), 23_456 * factor / (at + 1), new(2024, 1, 1), new(2025, 9, 1), Noon.AddHours(-2))).ToList();
        var unknown = Facts.SelectMany(fact => new[] { "dim_brands", "dim_calibres", "dim_municipalities", "dim_ufs" }.Select((dimension, at) => new UnknownMembers(fact, dimension, 9000 * factor, at * 31 * factor, 23_456 * factor, at * 57 * factor))).ToList();
        var unmatched = Enumerable.Range(1, 23).Select(at => new UnmatchedMunicipality("RO", $"Município {at}{name}", at * factor, at * 3 * factor)).ToList();
        return new Star(totals, lost, calibres, trend, unknown, [.. totals.Select(fact => new Reconciliation(fact.Fact, fact.Rows, fact.Rows, fact.Total, fact.Total + (name.Length > 0 ? 1 : 0)))], unmatched, Prints($"{years} {months} {factor} {name}"));
    }

    private static Star EmptyStar() => new([.. Facts.Select(static fact => new FactTotal(fact, 0, 0, null, null, null))], [], [], [], [], [], [], Prints("empty"));

    private static LostWeapons Lost(int year, (string Uf, string Name, string Region, long Population) unit, long weapons, string name) =>
        new(year, unit.Uf, unit.Name + name, unit.Region, unit.Population, weapons + year - 2024, (weapons + year - 2024) * 100_000.0 / unit.Population);

    private static MonthOfFact Month(string fact, int at, int of, long factor)
    {
        var over = Math.Min(at + 1, 12);
        return new(fact, new DateOnly(2024, 1, 1).AddMonths(at), TotalIn(at, of) * factor, Enumerable.Range(at + 1 - over, over).Average(month => TotalIn(month, of)) * factor, over);
    }

    private static long TotalIn(int month, int of) => 900 + (month * 7) + (month * 53 % 170) - (of * 250);

    private static Dictionary<string, string> Prints(string of) => new[] { "rpt_totals", "rpt_monthly_trend" }.ToDictionary(
        static mart => mart, mart => mart == "rpt_totals" && of.StartsWith("2 21 1 ", StringComparison.Ordinal) ? "0011223344556677" : Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(of + mart)));
}
