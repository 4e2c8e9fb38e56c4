using System.Text.RegularExpressions;
using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;
using Bifrost.Analytics.Report.Page;

namespace Bifrost.Analytics.Tests.Report;

public sealed partial class ReportPageTests
{
    [Test]
    public void The_same_content_gives_the_same_page() => ReportPage.Of(Contents.Ordinary()).ShouldBe(ReportPage.Of(Contents.Ordinary()));

    [Test]
    public void The_page_needs_no_script_and_names_no_other_place()
    {
        foreach (var page in new[] { Contents.Ordinary(), Contents.Strained(), Contents.Empty() }.Select(ReportPage.Of))
        {
            page.ShouldNotContain("<script");
            OtherPlace().Matches(page).Select(static match => match.Value).ShouldBeEmpty();
            page.ShouldStartWith("<!doctype html>\n<html lang=\"en\">");
        }
    }

    [Test]
    public void A_name_from_the_data_is_escaped_wherever_it_stands()
    {
        const string markup = "D'<script>alert(\"1\")</script> & \"d'Oeste\"";
        var page = ReportPage.Of(Contents.Of(Contents.Well(markup, Contents.Star(name: markup))));
        page.ShouldNotContain("<script");
        page.ShouldNotContain("\"d'Oeste\"");
        page.ShouldContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &quot;d&#x27;Oeste&quot;");
    }

    [Test]
    public void Replicas_whose_stars_are_equal_share_one_picture()
    {
        var page = ReportPage.Of(Contents.Ordinary());
        Count(page, "class=\"star\"").ShouldBe(1);
        page.ShouldContain("Read from mjolnir and stormbreaker. Their stars are equal");
    }

    [Test]
    public void Replicas_whose_stars_differ_are_shown_one_after_the_other()
    {
        var page = ReportPage.Of(Contents.Of(Contents.Well("mjolnir", Contents.Star()), Contents.Well("stormbreaker", Contents.Star(months: 20))));
        Count(page, "class=\"star\"").ShouldBe(2);
        page.ShouldContain("The stars of mjolnir and stormbreaker differ in ");
    }

    [Test]
    public void A_replica_that_cannot_be_read_is_shown_with_the_reason_and_the_rest_is_there()
    {
        var page = ReportPage.Of(Contents.Of(Contents.Well("mjolnir", Contents.Star()), new Replica("stormbreaker", new StarUnread("It is away. Run `bifrost up`."), [])));
        page.ShouldContain("stormbreaker could not be read. It is away. Run <code>bifrost up</code>.");
        page.ShouldContain("id=\"star1-lost-chart\"");
    }

    [Test]
    public void A_page_without_any_replica_that_can_be_read_still_says_why()
    {
        var page = ReportPage.Of(Contents.Of(new Replica("mjolnir", new StarUnread("It is away."), [])));
        page.ShouldContain("mjolnir could not be read. It is away.");
        page.ShouldNotContain("class=\"star\"");
    }

    [Test]
    public void An_empty_star_says_so_instead_of_drawing_nothing()
    {
        var page = ReportPage.Of(Contents.Empty());
        page.ShouldContain("No rows yet.");
        page.ShouldContain("every fact in it is empty");
        page.ShouldNotContain("class=\"chart");
    }

    [Test]
    public void A_mart_without_rows_says_so_and_the_others_are_drawn()
    {
        var page = ReportPage.Of(Contents.Of(Contents.Well("mjolnir", Contents.Star() with { Calibres = [], Months = [] })));
        page.ShouldContain("No rows yet: star.rpt_registrations_against_occurrences is empty.");
        page.ShouldContain("No rows yet: star.rpt_monthly_trend is empty.");
        page.ShouldContain("id=\"star1-lost-chart\"");
    }

    [Test]
    public void A_year_that_is_not_over_is_said_to_be_so() => ReportPage.Of(Contents.Ordinary()).ShouldContain("2025 is covered up to Sep 2025 only.");

    [Test]
    public void Ids_are_unique()
    {
        var ids = Id().Matches(ReportPage.Of(Contents.Strained())).Select(static match => match.Groups[1].Value).ToList();
        ids.ShouldBeUnique();
        ids.Count.ShouldBeGreaterThan(20);
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));

    [GeneratedRegex(@"(?:https?:)?//[a-z][^\s<]*|url\([^)]*\)|@import[^;]*|src=""[^""]*""|href=""(?!data:,)[^""]*""")]
    private static partial Regex OtherPlace();

    [GeneratedRegex(@" id=""([^""]*)""")]
    private static partial Regex Id();
}
