using Bifrost.Replication.Routing;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing;

/// <summary>The sink's own keys about rows: modes, key, schema evolution. Checked as Debezium's sink checks them when its task starts.</summary>
internal sealed record SinkRules(
    InsertMode InsertMode, KeyMode KeyMode, IReadOnlyList<string> KeyFields, bool Deletes, bool Truncates, SchemaEvolution Evolution)
{
    private static readonly Dictionary<string, InsertMode> InsertModes = new()
    {
        ["insert"] = InsertMode.Insert,
        ["upsert"] = InsertMode.Upsert,
        ["update"] = InsertMode.Update,
    };

    private static readonly string[] RecordlessModes = ["kafka", "record_header"];

    private static readonly Dictionary<string, KeyMode> KeyModes = new()
    {
        ["none"] = KeyMode.None,
        ["record_key"] = KeyMode.RecordKey,
        ["record_value"] = KeyMode.RecordValue,
    };

    private static readonly Dictionary<string, SchemaEvolution> Evolutions = new()
    {
        ["none"] = SchemaEvolution.None,
        ["basic"] = SchemaEvolution.Basic,
    };

    /// <exception cref="ConnectorConfigException">The keys contradict each other.</exception>
    public static SinkRules Parse(ConfigValues config)
    {
        if (config.Text("primary.key.mode")?.ToLowerInvariant() is { } mode && RecordlessModes.Contains(mode, StringComparer.Ordinal))
            throw ConnectorConfigException.Wrong("primary.key.mode", mode, "Kafka's coordinates and headers are not here. Use record_key, record_value or none.");
        var rules = new SinkRules(
            config.Choice("insert.mode", InsertMode.Insert, InsertModes),
            config.Choice("primary.key.mode", KeyMode.None, KeyModes),
            config.List("primary.key.fields"),
            config.Flag("delete.enabled", otherwise: false),
            config.Flag("truncate.enabled", otherwise: false),
            config.Choice("schema.evolution", SchemaEvolution.None, Evolutions));
        if (rules.Deletes && rules.KeyMode == KeyMode.None)
            throw ConnectorConfigException.Wrong("delete.enabled", "true", "rows are deleted by key, and primary.key.mode is 'none'. Set primary.key.mode to record_key.");
        if (rules.InsertMode == InsertMode.Upsert && rules.KeyMode == KeyMode.None)
            throw ConnectorConfigException.Wrong("insert.mode", "upsert", "rows are upserted by key, and primary.key.mode is 'none'. Set primary.key.mode to record_key.");
        return rules;
    }
}

/// <summary>The JDBC sink's <c>primary.key.mode</c>, as far as it makes sense without Kafka.</summary>
internal enum KeyMode
{
    None,
    RecordKey,
    RecordValue,
}
