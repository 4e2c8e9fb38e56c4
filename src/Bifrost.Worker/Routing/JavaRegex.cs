using System.Text.RegularExpressions;

namespace Bifrost.Worker.Routing;

/// <summary>A regular expression in Java's syntax, run by .NET's engine. What the two read differently is translated, or refused by name: it is never matched in another sense.</summary>
internal sealed class JavaRegex
{
    /// <summary>Longest time for one match: names are short, so only an expression that backtracks without end gets there.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly Regex _whole;
    private readonly Regex _first;

    /// <exception cref="ConnectorConfigException">The expression is no regular expression, or uses what .NET cannot do.</exception>
    public JavaRegex(string key, string pattern, bool ignoreCase = false)
    {
        Pattern = pattern;
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var translated = JavaRegexSyntax.Translate(key, pattern);
        try
        {
            _first = new Regex(translated, options, MatchTimeout);
            _whole = new Regex($@"\A(?:{translated})\z", options, MatchTimeout);
        }
        catch (ArgumentException e)
        {
            throw ConnectorConfigException.InvalidExpression(key, pattern, e.Message);
        }
    }

    public string Pattern { get; }

    /// <summary>Java's <c>matches()</c>: the whole text.</summary>
    public bool Matches(string text) => _whole.IsMatch(text);

    /// <summary>Java's <c>replaceFirst()</c>, with <c>$1</c>, <c>${name}</c> and <c>\</c> in the replacement.</summary>
    public string ReplaceFirst(string text, JavaReplacement replacement)
    {
        var match = _first.Match(text);
        return match.Success ? string.Concat(text.AsSpan(0, match.Index), replacement.Expand(match), text.AsSpan(match.Index + match.Length)) : text;
    }
}
