using System.Text.RegularExpressions;

namespace Bifrost.Topology.Tests;

public class WildcardTests
{
    [TestCase("raw.*", @"raw\..*")]
    [TestCase("raw.portes", @"raw\.portes")]
    [TestCase("raw.a?c", @"raw\.a.c")]
    [TestCase("raw.a$b", @"raw\.a\$b")]
    public void A_pattern_becomes_an_escaped_expression(string pattern, string regex) => Wildcard.ToRegex(pattern).ShouldBe(regex);

    [TestCase("raw.*", "raw.portes", true)]
    [TestCase("raw.*", "rawxportes", false)]
    [TestCase("raw.*", "draw.portes", false)]
    [TestCase("raw.p", "raw.portes", false)]
    [TestCase("raw.portes", "raw.portes\n", false)]
    public void A_pattern_stands_for_whole_names(string pattern, string name, bool matches)
    {
        Wildcard.Matches(pattern, name).ShouldBe(matches);
        Regex.IsMatch(name, $@"\A{Wildcard.ToRegex(pattern)}\z").ShouldBe(matches);
    }

    [Test]
    public void A_filter_without_includes_takes_all_but_its_excludes()
    {
        var filter = new NameFilter([], ["raw.log*"]);

        filter.Matches("raw.portes").ShouldBeTrue();
        filter.Matches("raw.log_2026").ShouldBeFalse();
    }
}
