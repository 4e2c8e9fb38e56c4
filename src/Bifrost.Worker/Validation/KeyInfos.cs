using Bifrost.Catalogs;
using Bifrost.Connect.Contracts;

namespace Bifrost.Worker.Validation;

/// <summary>From the catalogs to what the REST API shows of a key. A key's documentation says what the embedded worker does with it.</summary>
internal static class KeyInfos
{
    /// <summary>Version of the Connect framework whose keys and answers are followed.</summary>
    public const string ConnectVersion = "4.3.0";

    /// <summary>Defaults that are a worker's own, so that no catalog has them.</summary>
    private static readonly Dictionary<string, string> WorkerDefaults = new()
    {
        ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
        ["value.converter"] = "org.apache.kafka.connect.json.JsonConverter",
        ["header.converter"] = "org.apache.kafka.connect.storage.SimpleHeaderConverter",
        ["key.converter.plugin.version"] = ConnectVersion,
        ["value.converter.plugin.version"] = ConnectVersion,
        ["header.converter.plugin.version"] = ConnectVersion,
        ["connector.plugin.version"] = Connectors.ConnectorPlugin.DebeziumVersion,
    };

    public static string? DefaultOf(KeyDefinition key) => WorkerDefaults.GetValueOrDefault(key.Name) ?? key.Default;

    /// <param name="prefix">Of a transform's keys: <c>transforms.alias.</c>.</param>
    public static ConfigKeyInfo Of(string owner, KeyDefinition key, string prefix = "", string? group = null, int? order = null, string? value = null) => new(
        prefix + key.Name,
        key.Type,
        key.Required,
        DefaultOf(key),
        key.Importance,
        Documentation(owner, key, value),
        group ?? key.Group,
        order ?? key.OrderInGroup,
        key.Width,
        key.DisplayName ?? key.Name,
        key.Dependents);

    /// <summary>The recommended values; for plugin versions, the one there is.</summary>
    public static IReadOnlyList<string> RecommendedOf(KeyDefinition key) =>
        key.Name.EndsWith("plugin.version", StringComparison.Ordinal) && DefaultOf(key) is { } version ? [version] : key.Name is "key.converter" or "value.converter" or "header.converter" ? Converters : key.Recommended;

    private static IReadOnlyList<string> Converters { get; } =
        [.. KeyCatalogs.All.Where(static catalog => catalog.Type == "converter").Select(static catalog => catalog.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Documentation(string owner, KeyDefinition key, string? value)
    {
        var known = EmbeddedKeys.ClassOf(owner, key.Name, value ?? DefaultOf(key));
        return known.Kind switch
        {
            KeyKind.NoEffect => $"Accepted, and without effect on the embedded worker. {known.Reason}",
            KeyKind.Refused => $"Refused by the embedded worker with this value. {known.Reason}",
            _ => "Honoured by the embedded worker.",
        };
    }
}
