using Bifrost.Analytics.Report.Charts;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>The third mart: months and their twelve-month mean, a chart for each fact.</summary>
internal static class TrendSection
{
    private const int FullMean = 12;

    private static readonly Column[] Columns = [new("Month"), new("Total", true), new("Mean", true)];

    public static Html Of(Star star, string id) => Html.Of($"""
        <section aria-labelledby="{id}-trend">
        <h3 id="{id}-trend">Month by month</h3>
        {(star.Months.Count == 0 ? StarSection.NoRows("star." + MartQueries.Months) : Drawn(star, id))}</section>

        """);

    private static Html Drawn(Star star, string id) => Html.Of($"""
        <ul class="legend">
        <li><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="month" y="1" width="10" height="9"/></svg>a month</li>
        <li><svg class="key wide" viewBox="0 0 20 10" aria-hidden="true"><line class="mean" x1="0" x2="20" y1="5" y2="5"/></svg>mean of twelve months</li>
        <li><svg class="key wide" viewBox="0 0 20 10" aria-hidden="true"><line class="mean young" x1="0" x2="20" y1="5" y2="5"/></svg>of fewer, where there are not twelve yet</li>
        </ul>
        <div class="panels">
        {star.Months.GroupBy(static month => month.Fact).OrderBy(static fact => fact.Key, StringComparer.Ordinal).Select((fact, at) => Panel(fact.Key, [.. fact], $"{id}-trend{at + 1}"))}</div>

        """);

    private static Html Panel(string fact, IReadOnlyList<MonthOfFact> months, string id) => Html.Of($"""
        <div class="panel">
        <h4>{Words.Fact(fact)}</h4>
        <p class="note">{Words.Measure(fact)}</p>
        {TrendChart.Of(id, $"{Words.Fact(fact)} by month", months)}
        {DataTable.Folded("The months as a table", DataTable.Of($"{Words.Fact(fact)} by month", Columns, months.Select(Cells)))}</div>

        """);

    private static IReadOnlyList<Html> Cells(MonthOfFact month) =>
        [DataTable.Cell(Figures.Month(month.Month)), DataTable.Cell(Figures.Count(month.Total)), month.MonthsInMean < FullMean ? Html.Of($"{Figures.Rate(month.Mean)}<br><small>of {month.MonthsInMean} {(month.MonthsInMean == 1 ? "month" : "months")}</small>") : DataTable.Cell(Figures.Rate(month.Mean))];
}
