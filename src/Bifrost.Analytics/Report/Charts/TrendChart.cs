using Bifrost.Analytics.Report.Marts;
using Bifrost.Analytics.Report.Page;

namespace Bifrost.Analytics.Report.Charts;

/// <summary>
/// Months as bars and their mean as a line. The SVG is stretched to the width that there is, its lines keep their weight; the marks of its axes are text of the page and keep their size.
/// </summary>
internal static class TrendChart
{
    /// <summary>Part of a month's place that its bar takes.</summary>
    private const double BarShare = 0.72;

    /// <summary>A mean of this many months is the mean that the chart promises; fewer are drawn dashed.</summary>
    private const int FullMean = 12;

    /// <param name="id">Unique on the page.</param>
    /// <param name="months">Of one fact, in the order of time; at least one.</param>
    public static Html Of(string id, string title, IReadOnlyList<MonthOfFact> months)
    {
        var axis = MonthAxis.Over([.. months.Select(static month => month.Month)]);
        var scale = Scale.For(months.Max(static month => Math.Max(month.Total, month.Mean ?? 0)));
        var marks = scale.Ticks.Select(tick => (Text: Figures.Short(tick), Top: 100 - scale.Of(tick))).ToList();
        return Html.Of($"""
            <div class="chart trend" id="{id}" style="--marks: {marks.Max(static mark => mark.Text.Length)}ch">
            <div class="ys" aria-hidden="true">{marks.Select(static mark => Html.Of($"""<span style="top: {mark.Top}%">{mark.Text}</span>"""))}</div>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-labelledby="{id}-title {id}-text">
            <title id="{id}-title">{title}</title>
            <desc id="{id}-text">{Summary(months)}</desc>
            {marks.Select(static mark => Html.Of($"""<line class="grid" x1="0" x2="100" y1="{mark.Top}" y2="{mark.Top}"/>"""))}
            {months.Select(month => Bar(month, axis, scale))}
            {Means(months, axis, scale)}
            </svg>
            <div class="xs" aria-hidden="true">{axis.Labels.Select(month => Html.Of($"""<span style="left: {axis.Middle(month)}%">{Figures.Month(month)}</span>"""))}</div>
            </div>

            """);
    }

    private static Html Bar(MonthOfFact month, MonthAxis axis, Scale scale)
    {
        var (width, height) = (axis.Width * BarShare, scale.Of(month.Total));
        return Html.Of($"""<rect class="month" x="{axis.Middle(month.Month) - (width / 2)}" y="{100 - height}" width="{width}" height="{height}"/>""");
    }

    private static IEnumerable<Html> Means(IReadOnlyList<MonthOfFact> months, MonthAxis axis, Scale scale)
    {
        var known = months.Where(static month => month.Mean is not null).ToList();
        var young = known.TakeWhile(static month => month.MonthsInMean < FullMean).ToList();
        // The whole line begins where the dashed one ends.
        yield return Line(young, "mean young", axis, scale);
        yield return Line([.. young.TakeLast(1), .. known.Skip(young.Count)], "mean", axis, scale);
    }

    private static Html Line(IReadOnlyList<MonthOfFact> months, string colour, MonthAxis axis, Scale scale) => months.Count < 2
        ? Html.Nothing
        : Html.Of($"""<polyline class="{colour}" points="{months.Select(month => Html.Of($"{axis.Middle(month.Month)},{100 - scale.Of(month.Mean!.Value)} "))}"/>""");

    private static string Summary(IReadOnlyList<MonthOfFact> months)
    {
        var highest = months.MaxBy(static month => month.Total)!;
        return $"{Figures.Months(months[0].Month, months[^1].Month)}. Highest: {Figures.Count(highest.Total)} in {Figures.Month(highest.Month)}. "
            + $"The mean ends at {Figures.Rate(months[^1].Mean)}, over {months[^1].MonthsInMean} months.";
    }
}
