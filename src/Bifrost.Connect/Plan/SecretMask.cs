using System.Text.RegularExpressions;

namespace Bifrost.Connect.Plan;

/// <summary>Which values of a configuration are not shown: those of keys that are secret by name or by type. A value that is one reference (<c>${env:…}</c>) holds no secret and is shown.</summary>
/// <param name="passwordKeys">Keys that a plugin declares as PASSWORD.</param>
public sealed partial class SecretMask(IEnumerable<string> passwordKeys)
{
    public const string Hidden = "(hidden)";

    /// <summary>Shorter values would be replaced inside ordinary words.</summary>
    private const int ShortestScrubbed = 4;

    private readonly HashSet<string> _passwordKeys = new(passwordKeys, StringComparer.Ordinal);

    public static SecretMask ByName { get; } = new([]);

    public bool IsSecret(string key) => _passwordKeys.Contains(key) || SecretName().IsMatch(key);

    /// <summary>The value as it may be printed: whole, hidden, or with the login of its URL hidden.</summary>
    public string Show(string key, string value) =>
        value.Length == 0 || Reference().IsMatch(value) ? value : IsSecret(key) ? Hidden : InUrl().Replace(value, match => Shown(match));

    /// <summary>A text from the worker without the secrets of a configuration.</summary>
    public string Scrub(string text, IReadOnlyDictionary<string, string> config) => config
        .Where(entry => entry.Value is { Length: >= ShortestScrubbed } value && IsSecret(entry.Key) && !Reference().IsMatch(value))
        .Aggregate(text, static (scrubbed, entry) => scrubbed.Replace(entry.Value, Hidden, StringComparison.Ordinal));

    private static string Shown(Match match) =>
        Reference().IsMatch(match.Groups["secret"].Value) ? match.Value : match.Groups["before"].Value + Hidden;

    [GeneratedRegex(@"passw|passphrase|pwd|secret|token|credential|api\.?key|private\.?key|jaas\.config|basic\.auth\.user\.info|keystore\.key$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^\$\{[A-Za-z][\w-]*:[^}]+\}$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<before>[?&;](?:ssl)?password=)(?<secret>\$\{[^}]*\}|[^&;\s]*)|(?<before>://[^/?#\s:@]*:)(?<secret>\$\{[^}]*\}|[^@/\s]+)(?=@)", RegexOptions.IgnoreCase)]
    private static partial Regex InUrl();
}
