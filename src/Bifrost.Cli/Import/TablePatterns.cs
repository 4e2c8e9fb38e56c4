using System.Text;
using Bifrost.Topology;

namespace Bifrost.Cli.Import;

/// <summary>Regular expressions of connectors, back into the topology's wildcards. Where that cannot be done without a loss nothing comes of it, and the key stays as it is.</summary>
internal static class TablePatterns
{
    /// <summary>A comma-separated list as Debezium takes it; null where one of its expressions is no wildcard.</summary>
    public static IReadOnlyList<string>? OfList(string list) => All(list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The tables of a sink's <c>topics</c>; null where one has another prefix.</summary>
    public static IReadOnlyList<string>? OfTopics(string topics, string prefix) =>
        All(topics.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(topic => WithoutPrefix(Wildcard.ToRegex(topic), prefix)));

    /// <summary>The tables of a sink's <c>topics.regex</c>, as it is rendered; null for any other.</summary>
    public static IReadOnlyList<string>? OfTopicsRegex(string regex, string prefix) =>
        All((regex is ['(', .. var inner, ')'] && !inner.Contains('(') ? inner.Split('|') : [regex]).Select(one => WithoutPrefix(one, prefix)?.Replace("[^.]*", ".*", StringComparison.Ordinal)));

    private static string? WithoutPrefix(string regex, string prefix) => regex.StartsWith($@"{Wildcard.ToRegex(prefix)}\.", StringComparison.Ordinal) ? regex[(Wildcard.ToRegex(prefix).Length + 2)..] : null;

    private static List<string>? All(IEnumerable<string?> regexes)
    {
        var patterns = regexes.Select(static regex => regex is null ? null : Of(regex)).ToList();
        return patterns.Count > 0 && patterns.TrueForAll(static pattern => pattern is not null) && patterns.Distinct().Count() == patterns.Count ? [.. patterns.Select(static pattern => pattern!)] : null;
    }

    private static string? Of(string regex)
    {
        var pattern = new StringBuilder();
        for (var at = 0; at < regex.Length; at++)
        {
            switch (regex[at])
            {
                case '\\' when at + 1 < regex.Length:
                    pattern.Append(regex[++at]);
                    break;
                case '.' when at + 1 < regex.Length && regex[at + 1] == '*':
                    pattern.Append('*');
                    at++;
                    break;
                case '.':
                    pattern.Append('?');
                    break;
                default:
                    pattern.Append(regex[at]);
                    break;
            }
        }

        return Wildcard.ToRegex(pattern.ToString()) == regex ? pattern.ToString() : null;
    }
}
