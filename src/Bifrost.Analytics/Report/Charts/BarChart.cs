using Bifrost.Analytics.Report.Page;

namespace Bifrost.Analytics.Report.Charts;

/// <summary>
/// Horizontal bars, a row for each name, all on one scale. Only the bars are SVG, stretched to the width that there is; names and values are text of the page, so they keep their size on a narrow screen
/// and are read out as they stand.
/// </summary>
internal static class BarChart
{
    /// <summary>A value that is there is seen: per cent of the width.</summary>
    private const double ShortestBar = 0.4;

    /// <param name="id">Unique on the page.</param>
    public static Html Of(string id, string title, IReadOnlyList<BarSeries> series, IReadOnlyList<BarRow> rows)
    {
        var longest = rows.SelectMany(static row => row.Bars).Max(static bar => bar.Length ?? 0);
        var characters = rows.SelectMany(static row => row.Bars).Max(static bar => bar.Text.Length);
        return Html.Of($"""
            <div class="chart bars" id="{id}" role="group" aria-label="{title}" style="--value: {characters}ch">
            <ul class="legend">{series.Select(static one => Legend(one))}</ul>
            <ol class="rows">
            {rows.Select(row => Row(row, series, longest))}</ol>
            </div>

            """);
    }

    private static Html Legend(BarSeries series) =>
        Html.Of($"""<li><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="{series.Colour}" width="10" height="10" rx="2"/></svg>{series.Name}</li>""");

    private static Html Row(BarRow row, IReadOnlyList<BarSeries> series, double longest) => Html.Of($"""
        <li><p class="label"><b>{row.Label}</b>{(row.Note.Length == 0 ? Html.Nothing : Html.Of($" <span>{row.Note}</span>"))}</p>
        {row.Bars.Select((bar, at) => Line(bar, series[at], longest))}</li>

        """);

    private static Html Line(Bar bar, BarSeries series, double longest) => Html.Of($"""
        <p class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/>{Drawn(bar, series, longest)}</svg><span class="unseen">{series.Name}: </span><span class="value">{bar.Text}</span></p>

        """);

    private static Html Drawn(Bar bar, BarSeries series, double longest) =>
        bar.Length is not > 0 ? Html.Nothing : Html.Of($"""<rect class="{series.Colour}" width="{Math.Max(100 * bar.Length.Value / longest, ShortestBar)}" height="10"/>""");
}
