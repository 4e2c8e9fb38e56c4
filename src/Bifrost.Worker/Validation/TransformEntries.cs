using Bifrost.Catalogs;
using Bifrost.Connect.Contracts;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Validation;

/// <summary>The keys of a configuration's transforms: for each alias its type, what Connect adds to it, and its class's own keys, in a group of its own.</summary>
internal static class TransformEntries
{
    private static readonly KeyDefinition Type = new() { Name = "type", Type = "CLASS", Required = true, Importance = "HIGH", Width = "LONG" };

    private static readonly KeyDefinition[] Implicit =
    [
        new() { Name = "plugin.version", Type = "STRING", Required = false, Default = KeyInfos.ConnectVersion, Importance = "MEDIUM", Width = "LONG" },
        new() { Name = "predicate", Type = "STRING", Required = false, Default = "", Importance = "MEDIUM", Width = "LONG" },
        new() { Name = "negate", Type = "BOOLEAN", Required = false, Default = "false", Importance = "MEDIUM", Width = "LONG" },
    ];

    public static IEnumerable<ValidationEntry> Of(ResolvedConfig config) =>
        new ConfigValues(config.Values).List("transforms").Distinct(StringComparer.Ordinal).SelectMany(alias => Of(alias, config));

    private static IEnumerable<ValidationEntry> Of(string alias, ResolvedConfig config)
    {
        var prefix = $"transforms.{alias}.";
        var className = config.Values.GetValueOrDefault(prefix + "type")?.Trim() ?? "";
        var catalog = KeyCatalogs.Find(className);
        var keys = Implicit.Prepend(Type).Concat(catalog?.Keys.Where(static key => !key.IsPattern) ?? []);
        return keys.Select((key, index) => Entry(alias, prefix, className, key, index, config));
    }

    private static ValidationEntry Entry(string alias, string prefix, string className, KeyDefinition key, int index, ResolvedConfig config)
    {
        var name = prefix + key.Name;
        var given = config.Values.GetValueOrDefault(name);
        var fault = given is null ? null : KafkaTypes.Fault(key.Type, given.Trim());
        var info = KeyInfos.Of(className, key, prefix, $"Transforms: {alias}", index, given) with { DisplayName = key.DisplayName ?? $"{key.Name} for {alias}" };
        var entry = new ValidationEntry(name, info, fault is null ? KafkaTypes.Shown(key.Type, given ?? key.Default) : null) { Recommended = key.Recommended };
        if (fault is not null)
            entry.Errors.Add(KafkaTypes.Invalid(given, name, fault));
        else if (given is null && key.Required)
            entry.Errors.Add($"Missing required configuration \"{name}\" which has no default value.");
        else if (key.Name == "negate" && given is not null && !config.Values.ContainsKey(prefix + "predicate"))
            entry.Errors.Add($"Config '{prefix}negate' was provided but there is no config '{prefix}predicate' defining a predicate to be negated.");
        return entry;
    }
}
