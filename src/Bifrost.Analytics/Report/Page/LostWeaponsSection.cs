using Bifrost.Analytics.Report.Charts;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>The first mart: stolen and lost weapons per 100,000 inhabitants, by federative unit and year.</summary>
internal static class LostWeaponsSection
{
    /// <summary>Years that are drawn, the latest; the table has all of them.</summary>
    private const int YearsDrawn = 3;

    /// <summary>From the year before to the latest: faint to strong.</summary>
    private static readonly string[] Colours = ["y3", "y2", "y1"];

    private static readonly Column[] Columns = [new("UF"), new("Region"), new("Year"), new("Inhabitants", true), new("Weapons", true), new("Per 100,000", true)];

    public static Html Of(Star star, string id) => Html.Of($"""
        <section aria-labelledby="{id}-lost">
        <h3 id="{id}-lost">Stolen and lost weapons per 100,000 inhabitants</h3>
        {(star.LostWeapons.Count == 0 ? StarSection.NoRows("star." + MartQueries.LostWeapons) : Drawn(star, id))}</section>

        """);

    private static Html Drawn(Star star, string id)
    {
        var years = star.LostWeapons.Select(static row => row.Year).Distinct().Order().TakeLast(YearsDrawn).ToList();
        var units = star.LostWeapons.GroupBy(static row => row.Uf).OrderByDescending(unit => RateIn(unit, years[^1]) ?? -1).ThenBy(static unit => unit.Key, StringComparer.Ordinal);
        var rows = units.Select(unit => new BarRow(unit.First().UfName, NoteOf(unit), [.. years.Select(year => BarOf(RateIn(unit, year)))]))
            .Prepend(new BarRow("Brazil", "all units", [.. years.Select(year => BarOf(Brazil.Of(star.LostWeapons, year).Per100k))]));
        return Html.Of($"""
            <p class="note">By UF, those with the most in {years[^1]} first; census of 2022. {Cover(star, years[^1])}</p>
            {BarChart.Of($"{id}-lost-chart", "Stolen and lost weapons per 100,000 inhabitants, by UF and year", [.. years.Select((year, at) => new BarSeries($"{year}", Colours[Colours.Length - years.Count + at]))], [.. rows])}
            {DataTable.Folded("Every UF and year as a table", DataTable.Of("Stolen and lost weapons by UF and year", Columns, star.LostWeapons.Select(Cells)))}
            """);
    }

    /// <summary>A year that is not over looks better than it is.</summary>
    private static string Cover(Star star, int year) =>
        star.Totals.FirstOrDefault(static fact => fact.Fact == "occurrences") is { LastMonth: { Month: < 12 } last } && last.Year == year
            ? $"{year} is covered up to {Figures.Month(last)} only."
            : "";

    private static double? RateIn(IEnumerable<LostWeapons> unit, int year) => unit.FirstOrDefault(row => row.Year == year)?.Per100k;

    private static Bar BarOf(double? rate) => new(rate, Figures.Rate(rate));

    /// <summary>Where there is no rate, the weapons themselves are told.</summary>
    private static string NoteOf(IGrouping<string, LostWeapons> unit) =>
        unit.All(static row => row.Per100k is null) ? $"{Figures.Count(unit.Sum(static row => row.Weapons))} weapons, no rate" : unit.Key;

    private static IReadOnlyList<Html> Cells(LostWeapons row) =>
    [
        DataTable.Cell(row.UfName), DataTable.Cell(row.Region), Html.Of($"{row.Year}"), DataTable.Cell(Figures.Count(row.Population)), DataTable.Cell(Figures.Count(row.Weapons)), DataTable.Cell(Figures.Rate(row.Per100k)),
    ];
}
