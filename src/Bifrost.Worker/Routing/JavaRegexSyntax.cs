using System.Text;
using System.Text.RegularExpressions;

namespace Bifrost.Worker.Routing;

/// <summary>From Java's syntax of regular expressions to .NET's.</summary>
internal static class JavaRegexSyntax
{
    private static readonly Dictionary<char, string> Sets = new()
    {
        // .NET's own sets hold the digits, letters and blanks of all of Unicode; Java's hold ASCII's.
        ['d'] = "0-9",
        ['w'] = "a-zA-Z0-9_",
        ['s'] = @" \t\n\x0B\f\r",
        ['h'] = @" \t\xA0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000",
        ['v'] = @"\n\x0B\f\r\x85\u2028\u2029",
    };

    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["Lower"] = "a-z",
        ["Upper"] = "A-Z",
        ["Alpha"] = "a-zA-Z",
        ["Digit"] = "0-9",
        ["Alnum"] = "a-zA-Z0-9",
        ["XDigit"] = "0-9a-fA-F",
        ["Punct"] = @"!-/:-@\[-`{-~",
        ["Space"] = @" \t\n\x0B\f\r",
        ["ASCII"] = @"\x00-\x7F",
    };

    /// <exception cref="ConnectorConfigException">The expression uses what .NET cannot do.</exception>
    public static string Translate(string key, string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
                i = Escape(key, pattern, i, inClass, result);
            else if (inClass)
                inClass = InsideClass(key, pattern, i, result);
            else if (c == '[')
                (i, inClass) = OpenClass(pattern, i, result);
            else if (c == '+' && IsAfterQuantifier(pattern, i))
                throw ConnectorConfigException.UnsupportedExpression(key, pattern, "a possessive quantifier");
            else
                result.Append(c);
        }

        return result.ToString();
    }

    private static (int Index, bool InClass) OpenClass(string pattern, int index, StringBuilder result)
    {
        result.Append('[');
        if (index + 1 < pattern.Length && pattern[index + 1] == '^')
        {
            result.Append('^');
            index++;
        }

        return (index, true);
    }

    private static bool InsideClass(string key, string pattern, int index, StringBuilder result)
    {
        if (pattern[index] == '[')
            throw ConnectorConfigException.UnsupportedExpression(key, pattern, "a character class within a character class");
        if (pattern[index] == '&' && index + 1 < pattern.Length && pattern[index + 1] == '&')
            throw ConnectorConfigException.UnsupportedExpression(key, pattern, "an intersection of character classes (&&)");
        result.Append(pattern[index]);
        return pattern[index] != ']';
    }

    private static int Escape(string key, string pattern, int index, bool inClass, StringBuilder result)
    {
        var c = pattern[index + 1];
        switch (c)
        {
            case 'Q':
                var end = pattern.IndexOf(@"\E", index + 2, StringComparison.Ordinal);
                var quoted = end < 0 ? pattern[(index + 2)..] : pattern[(index + 2)..end];
                result.Append(inClass ? string.Concat(quoted.Select(static q => @"\" + q)) : Regex.Escape(quoted));
                return end < 0 ? pattern.Length - 1 : end + 1;
            case 'p' or 'P':
                return Property(key, pattern, index, inClass, result);
            case 'R' or 'X' or 'N':
                throw ConnectorConfigException.UnsupportedExpression(key, pattern, $@"\{c}");
            case 'D' or 'W' or 'S' or 'H' or 'V' when inClass:
                throw ConnectorConfigException.UnsupportedExpression(key, pattern, $@"\{c} within a character class");
            case 'D' or 'W' or 'S' or 'H' or 'V':
                result.Append("[^").Append(Sets[char.ToLowerInvariant(c)]).Append(']');
                return index + 1;
            default:
                result.Append(Sets.TryGetValue(c, out var set) ? inClass ? set : $"[{set}]" : $@"\{c}");
                return index + 1;
        }
    }

    private static int Property(string key, string pattern, int index, bool inClass, StringBuilder result)
    {
        var close = index + 2 < pattern.Length && pattern[index + 2] == '{' ? pattern.IndexOf('}', index) : -1;
        var name = close < 0 ? pattern.AsSpan(Math.Min(index + 2, pattern.Length)).ToString()[..Math.Min(1, pattern.Length - index - 2)] : pattern[(index + 3)..close];
        var negated = pattern[index + 1] == 'P';
        if (PosixClasses.TryGetValue(name, out var set) && !(negated && inClass))
            result.Append(inClass ? set : $"[{(negated ? "^" : "")}{set}]");
        else if (name.Length is 1 or 2)
            result.Append('\\').Append(pattern[index + 1]).Append('{').Append(name).Append('}');
        else
            throw ConnectorConfigException.UnsupportedExpression(key, pattern, $@"the character property \{pattern[index + 1]}{{{name}}}");
        return close < 0 ? index + 2 : close;
    }

    private static bool IsAfterQuantifier(string pattern, int index) =>
        index > 0 && pattern[index - 1] is '*' or '+' or '?' or '}' && !(index > 1 && pattern[index - 2] == '\\') && !(pattern[index - 1] == '?' && index > 1 && pattern[index - 2] == '(');
}
