using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>The figures that a reader takes away.</summary>
internal static class HeadlineSection
{
    public static Html Of(Star star, string id) => Html.Of($"""
        <section class="cards" aria-labelledby="{id}-headline">
        <h3 id="{id}-headline">Headline figures</h3>
        <ul>
        {Lost(star)}{star.Totals.Select(Card)}</ul>
        </section>

        """);

    private static Html Lost(Star star)
    {
        if (star.LostWeapons.Count == 0)
            return Html.Nothing;
        var (first, last) = (star.LostWeapons.Min(static row => row.Year), star.LostWeapons.Max(static row => row.Year));
        var years = first == last ? $"in {first}" : $"in {first} to {last}";
        return Card("Stolen and lost", star.LostWeapons.Sum(static row => row.Weapons), $"weapons, {years}", $"{Figures.Rate(Brazil.Of(star.LostWeapons, last).Per100k)} per 100,000 inhabitants in {last}");
    }

    private static Html Card(FactTotal fact) => Card(
        Words.Fact(fact.Fact), fact.Total, Words.Measure(fact.Fact), $"{Figures.Months(fact.FirstMonth, fact.LastMonth)}, in {Figures.Count(fact.Rows)} rows");

    private static Html Card(string title, long total, string measure, string more) => Html.Of($"""
        <li class="card"><p class="title">{title}</p><p class="figure">{Figures.Count(total)}</p><p class="measure">{measure}</p><p class="more">{more}</p></li>

        """);
}
