namespace Bifrost.Catalogs.Embedded;

/// <summary>Finds the owner of a key in a whole configuration.</summary>
internal static class ConfigKeys
{
    public static KeyClass ClassOf(IReadOnlyDictionary<string, string?> config, string connector, string key, string? value)
    {
        if (Split(key, "transforms.") is var (transform, ownKey))
            return OfTransform(config.GetValueOrDefault($"transforms.{transform}.type") ?? "", ownKey, value);

        if (Aliases(config, "post.processors").FirstOrDefault(alias => key.StartsWith($"{alias}.", StringComparison.Ordinal)) is { } processor)
            return EmbeddedKeys.ClassOf(KeyOwner.PostProcessor, key[(processor.Length + 1)..], value);

        return EmbeddedKeys.ClassOf(connector, key, value);
    }

    private static KeyClass OfTransform(string transform, string key, string? value)
    {
        var common = EmbeddedKeys.ClassOf(KeyOwner.Transform, key, key == "type" ? FullName(transform) : value);
        return common.Kind == KeyKind.Unknown ? EmbeddedKeys.ClassOf(FullName(transform), key, value) : common;
    }

    // Connect takes a simple name for a class, too.
    private static string FullName(string className) => KeyCatalogs.Find(className)?.Class ?? className;

    private static IEnumerable<string> Aliases(IReadOnlyDictionary<string, string?> config, string key) =>
        (config.GetValueOrDefault(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string Alias, string Key)? Split(string key, string prefix)
    {
        if (!key.StartsWith(prefix, StringComparison.Ordinal))
            return null;

        var parts = key[prefix.Length..].Split('.', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : null;
    }
}
