using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Page;
using Bifrost.Analytics.Tests.Report;
using Bifrost.Browser.Tests.Browser;
using Microsoft.Playwright;

namespace Bifrost.Browser.Tests.Page;

public sealed class ReportPageTests
{
    private const int Phone = 390;
    private const int Desk = 1280;

    private static readonly Dictionary<string, ReportContent> Pages = new()
    {
        ["ordinary"] = Contents.Ordinary(),
        ["strained"] = Contents.Strained(),
        ["empty"] = Contents.Empty(),
    };

    [Test]
    public async Task The_page_is_laid_out_without_a_fault([Values("ordinary", "strained", "empty")] string content, [Values(Phone, Desk)] int width)
    {
        await using var open = await OpenPage.OpenAsync(ReportPage.Of(Pages[content]), width);
        await open.ShootAsync($"{content}-{width}-light");
        (await open.FaultsOfLayoutAsync()).ShouldBeEmpty();
        await open.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await open.ShootAsync($"{content}-{width}-dark");
        (await open.FaultsOfLayoutAsync()).ShouldBeEmpty("in the dark");
        await open.UnfoldAsync();
        (await open.FaultsOfLayoutAsync()).ShouldBeEmpty("with everything unfolded");
        open.Complaints.ShouldBeEmpty();
        open.Requests.Where(static url => !url.StartsWith("data:", StringComparison.Ordinal)).ShouldHaveSingleItem("the page asks for something besides itself");
    }

    [Test]
    public async Task Every_chart_is_seen([Values(Phone, Desk)] int width, [Values] bool scripts)
    {
        await using var open = await OpenPage.OpenAsync(ReportPage.Of(Contents.Ordinary()), width, scripts: scripts);
        var charts = await open.Page.Locator(".chart").AllAsync();
        charts.Count.ShouldBe(5, "lost weapons, calibres, and a trend for each of three facts");
        foreach (var chart in charts)
        {
            var marks = chart.Locator("svg rect:not(.track)");
            (await marks.CountAsync()).ShouldBeGreaterThan(0);
            foreach (var box in await chart.EvaluateAsync<double[]>("chart => [...chart.querySelectorAll('svg rect:not(.track)')].map(mark => mark.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"))
                box.ShouldBeGreaterThan(0.2, await chart.GetAttributeAsync("id") ?? "");
            (await chart.EvaluateAsync<double>("chart => chart.getBoundingClientRect().width")).ShouldBeGreaterThan(200);
        }

        foreach (var mean in await open.Page.Locator("polyline.mean").AllAsync())
            (await mean.EvaluateAsync<double>("line => line.getBoundingClientRect().width")).ShouldBeGreaterThan(10);
    }

    [Test]
    public async Task A_name_that_is_markup_is_read_as_it_stands()
    {
        await using var open = await OpenPage.OpenAsync(ReportPage.Of(Contents.Strained()), Desk);
        (await open.Page.Locator("script").CountAsync()).ShouldBe(0);
        (await open.Page.Locator("#star2-lost-chart .label b").Nth(1).InnerTextAsync()).ShouldContain("& <script>alert('x')</script>");
    }

    [Test]
    public async Task Every_chart_has_a_name_and_its_figures_as_a_table()
    {
        await using var open = await OpenPage.OpenAsync(ReportPage.Of(Contents.Ordinary()), Desk);
        foreach (var svg in await open.Page.Locator("svg[role=img]").AllAsync())
        {
            (await svg.Locator("title").TextContentAsync()).ShouldNotBeNullOrWhiteSpace();
            (await svg.Locator("desc").TextContentAsync())!.ShouldContain("Highest:");
        }

        (await open.Page.Locator("svg:not([role=img]):not([aria-hidden=true])").CountAsync()).ShouldBe(0, "a drawing is named, or hidden from those who cannot see it");
        (await open.Page.Locator("section:has(> .chart) > details table, .panel:has(.chart) details table").CountAsync()).ShouldBe(5);
        (await open.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('h1, h2, h3, h4')].map(heading => heading.tagName).reduce((wrong, tag, at, all) => at > 0 && tag[1] - all[at - 1][1] > 1 ? [...wrong, tag] : wrong, [])"))
            .ShouldBeEmpty("a level of headings is left out");
    }
}
