namespace Bifrost.Worker.Routing;

/// <summary>One of Debezium's comma-separated lists of regular expressions: each is anchored and blind to case; <c>\,</c> is a comma.</summary>
internal sealed class NamePatterns
{
    private readonly IReadOnlyList<JavaRegex> _patterns;

    private NamePatterns(IReadOnlyList<JavaRegex> patterns) => _patterns = patterns;

    public bool IsEmpty => _patterns.Count == 0;

    /// <summary>The names themselves where every expression is one (<c>.</c> read as a dot); null where a real expression is among them.</summary>
    public IReadOnlyList<string>? Literals => _patterns.All(IsLiteral)
        ? [.. _patterns.Select(static p => p.Pattern.Replace("\\", "", StringComparison.Ordinal))]
        : null;

    /// <summary>Entries, as they are written, that are plain names and match none of <paramref name="existing"/>.</summary>
    public IEnumerable<string> NamesWithout(IEnumerable<string> existing)
    {
        var names = existing.Distinct(StringComparer.Ordinal).ToList();
        return _patterns.Where(pattern => IsLiteral(pattern) && !names.Exists(pattern.Matches)).Select(static pattern => pattern.Pattern);
    }

    /// <summary>An entry is this name, not an expression that it happens to match.</summary>
    public bool Names(string name) => _patterns.Any(pattern => IsLiteral(pattern) && pattern.Matches(name));

    /// <exception cref="ConnectorConfigException">One is no valid expression.</exception>
    public static NamePatterns Parse(string key, string? list) =>
        new([.. Split(list).Select(pattern => new JavaRegex(key, pattern, ignoreCase: true))]);

    public bool Matches(string name) => _patterns.Any(pattern => pattern.Matches(name));

    internal static IEnumerable<string> Split(string? list)
    {
        if (string.IsNullOrWhiteSpace(list))
            yield break;
        var start = 0;
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && (list[i] != ',' || (i > 0 && list[i - 1] == '\\')))
                continue;
            if (list[start..i].Trim() is { Length: > 0 } item)
                yield return item.Replace(@"\,", ",", StringComparison.Ordinal);
            start = i + 1;
        }
    }

    private static bool IsLiteral(JavaRegex entry) =>
        entry.Pattern.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '\\') && !HasClassEscape(entry.Pattern);

    private static bool HasClassEscape(string pattern) =>
        pattern.Where((c, i) => i > 0 && pattern[i - 1] == '\\' && c is not ('.' or '-' or '_')).Any();
}
