using Bifrost.Analytics.Report.Charts;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>The second mart: registrations against occurrences, by family of calibres.</summary>
internal static class CalibresSection
{
    /// <summary>Families that are drawn, the largest; the table has all of them.</summary>
    private const int FamiliesDrawn = 16;

    private static readonly BarSeries[] Series = [new("Registrations", "s1"), new("Occurrences", "s2")];

    private static readonly Column[] Columns = [new("Family of calibres"), new("Registrations", true), new("Occurrences", true), new("Per 1,000", true)];

    public static Html Of(Star star, string id) => Html.Of($"""
        <section aria-labelledby="{id}-calibres">
        <h3 id="{id}-calibres">Registrations against occurrences</h3>
        {(star.Calibres.Count == 0 ? StarSection.NoRows("star." + MartQueries.Calibres) : Drawn(star, id))}</section>

        """);

    private static Html Drawn(Star star, string id)
    {
        var families = star.Calibres.OrderByDescending(static row => row.Registrations + row.Occurrences).ThenBy(static row => row.Family, StringComparer.Ordinal).ToList();
        var left = families.Count - FamiliesDrawn;
        return Html.Of($"""
            <p class="note">Weapons by family of calibres, in the months that both facts cover{(left > 0 ? $", the {FamiliesDrawn} largest of {families.Count}" : "")}. Below each name: occurrences per 1,000 registrations.</p>
            {BarChart.Of($"{id}-calibres-chart", "Registrations and occurrences by family of calibres", Series, [.. families.Take(FamiliesDrawn).Select(Row)])}
            {DataTable.Folded("Every family as a table", DataTable.Of("Registrations and occurrences by family of calibres", Columns, families.Select(Cells)))}
            """);
    }

    private static BarRow Row(CalibreBalance row) => new(
        row.Family, row.Per1000 is null ? "none registered" : $"{Figures.Rate(row.Per1000)} per 1,000",
        [new Bar(row.Registrations, Figures.Count(row.Registrations)), new Bar(row.Occurrences, Figures.Count(row.Occurrences))]);

    private static IReadOnlyList<Html> Cells(CalibreBalance row) =>
        [DataTable.Cell(row.Family), DataTable.Cell(Figures.Count(row.Registrations)), DataTable.Cell(Figures.Count(row.Occurrences)), DataTable.Cell(Figures.Rate(row.Per1000))];
}
