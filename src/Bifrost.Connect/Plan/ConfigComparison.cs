namespace Bifrost.Connect.Plan;

/// <summary>Two configurations, key by key in both directions, as the strings that Connect stores.</summary>
public static class ConfigComparison
{
    /// <summary>Connect adds this key to what it stores; a configuration without it means the same.</summary>
    private const string NameKey = "name";

    /// <param name="before">What the cluster has; null for a connector that is not there.</param>
    /// <param name="after">What is wanted; null for a connector that goes.</param>
    public static IReadOnlyList<KeyChange> Compare(string name, IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string>? after, SecretMask mask) =>
    [
        .. (before?.Keys ?? []).Concat(after?.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(key => (Key: key, Before: Value(before, key, name), After: Value(after, key, name)))
            .Where(static pair => !string.Equals(pair.Before, pair.After, StringComparison.Ordinal))
            .Select(pair => Masked(pair.Key, pair.Before, pair.After, mask)),
    ];

    private static string? Value(IReadOnlyDictionary<string, string>? config, string key, string name) =>
        config is null ? null : config.TryGetValue(key, out var value) ? value : key == NameKey ? name : null;

    private static KeyChange Masked(string key, string? before, string? after, SecretMask mask)
    {
        var shownBefore = before is null ? null : mask.Show(key, before);
        var shownAfter = after is null ? null : mask.Show(key, after);
        return new(key, shownBefore, shownBefore is not null && shownBefore == shownAfter ? $"{shownAfter} (another value)" : shownAfter);
    }
}
