using System.Text;
using System.Text.RegularExpressions;

namespace Bifrost.Worker.Routing;

/// <summary>The replacement text of Java's <c>Matcher.replaceFirst</c>: <c>$n</c> takes further digits only while such a group exists, <c>${name}</c> is a named group, <c>\x</c> is <c>x</c>.</summary>
internal sealed class JavaReplacement(string key, string text)
{
    /// <exception cref="ConnectorConfigException">The text names a group that the expression has not.</exception>
    public string Expand(Match match)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                result.Append(text[++i]);
            else if (text[i] == '$')
                i = Group(match, i, result);
            else
                result.Append(text[i]);
        }

        return result.ToString();
    }

    private int Group(Match match, int dollar, StringBuilder result)
    {
        var next = dollar + 1;
        if (next < text.Length && text[next] == '{' && text.IndexOf('}', next) is > 0 and var close)
        {
            result.Append(Named(match, text[(next + 1)..close]));
            return close;
        }

        if (next >= text.Length || !char.IsAsciiDigit(text[next]))
            throw ConnectorConfigException.InvalidExpression(key, text, "'$' must be followed by a group's number or by a name in braces");
        var number = text[next] - '0';
        var last = next;
        while (last + 1 < text.Length && char.IsAsciiDigit(text[last + 1]) && number * 10 + text[last + 1] - '0' < match.Groups.Count)
            number = number * 10 + text[++last] - '0';
        result.Append(Named(match, number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return last;
    }

    private string Named(Match match, string group) => match.Groups.ContainsKey(group)
        ? match.Groups[group].Value
        : throw ConnectorConfigException.InvalidExpression(key, text, $"there is no group '{group}' in the expression");
}
