using System.Text.RegularExpressions;

namespace Bifrost.Cli.Lag;

/// <summary>Which topics a sink reads, by its configuration: Connect itself lists those only that a record has come from.</summary>
internal static class SinkTopics
{
    /// <summary>A regular expression of a user's may take for ever; no list of topics needs more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <returns>Those of <paramref name="present"/> that it reads; null where the configuration does not tell, as with a reference in it.</returns>
    public static IReadOnlyList<string>? Of(IReadOnlyDictionary<string, string> config, IReadOnlyCollection<string> present)
    {
        var (listed, pattern) = (config.GetValueOrDefault("topics"), config.GetValueOrDefault("topics.regex"));
        if ($"{listed}{pattern}".Contains("${", StringComparison.Ordinal))
            return null;
        if (!string.IsNullOrWhiteSpace(listed))
            return [.. listed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(present.Contains)];
        return string.IsNullOrWhiteSpace(pattern) ? null : Matching(pattern, present);
    }

    private static List<string>? Matching(string pattern, IReadOnlyCollection<string> present)
    {
        try
        {
            var whole = new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant, Limit);
            return [.. present.Where(topic => whole.IsMatch(topic))];
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            // Java's expressions know some words that .NET's do not.
            return null;
        }
    }
}
