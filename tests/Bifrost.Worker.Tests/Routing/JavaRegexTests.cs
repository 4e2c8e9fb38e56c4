using System.Text.RegularExpressions;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Tests.Routing;

public sealed class JavaRegexTests
{
    [TestCase(@"\d+", "42", true)]
    [TestCase(@"\d+", "٤٢", false)]
    [TestCase(@"[\w-]+", "a-b_c", true)]
    [TestCase(@"\Qa.b\E.*", "a.bc", true)]
    [TestCase(@"\Qa.b\E.*", "axbc", false)]
    [TestCase(@"\p{Alpha}[\p{Digit}]", "x7", true)]
    [TestCase("a|ab", "ab", true)]
    [TestCase(@"a\++", "a++", true)]
    [TestCase("(?<n>x)\\k<n>", "xx", true)]
    public void What_both_have_matches_as_in_Java(string pattern, string text, bool expected) => new JavaRegex("k", pattern).Matches(text).ShouldBe(expected);

    [TestCase("a*+", "possessive")]
    [TestCase("a{1,2}+", "possessive")]
    [TestCase("[a-z&&[^b]]", "intersection")]
    [TestCase("[a[b]]", "class within")]
    [TestCase(@"\p{javaLowerCase}", "javaLowerCase")]
    [TestCase(@"\X", @"\X")]
    public void What_only_Java_has_is_refused_by_name(string pattern, string construct)
    {
        var message = Should.Throw<ConnectorConfigException>(() => new JavaRegex("topics.regex", pattern)).Message;
        message.ShouldContain("topics.regex");
        message.ShouldContain(construct);
    }

    [Test]
    public void A_broken_expression_names_its_key() => Should.Throw<ConnectorConfigException>(() => new JavaRegex("topics.regex", "(a")).Message.ShouldStartWith("topics.regex");

    [TestCase("$1-$2", "ab", "a-b")]
    [TestCase("$10", "ab", "a0")]
    [TestCase("${first}", "ab", "a")]
    [TestCase(@"\$1", "ab", "$1")]
    public void Replacements_are_Javas(string replacement, string text, string expected) =>
        new JavaReplacement("k", replacement).Expand(Regex.Match(text, replacement.Contains('{') ? "(?<first>.)(.)" : "(.)(.)")).ShouldBe(expected);
}
