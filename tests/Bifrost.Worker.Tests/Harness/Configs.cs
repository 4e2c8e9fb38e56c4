using System.Text.Json;

namespace Bifrost.Worker.Tests.Harness;

/// <summary>Configurations that a worker takes; each call gives a map of its own to change.</summary>
internal static class Configs
{
    public static Dictionary<string, string> Source(string prefix = "thor") => new()
    {
        ["connector.class"] = "io.debezium.connector.postgresql.PostgresConnector",
        ["database.hostname"] = "127.0.0.1",
        ["database.port"] = "5501",
        ["database.user"] = "${env:THOR_USER}",
        ["database.password"] = "${env:THOR_PASSWORD}",
        ["database.dbname"] = "thordb",
        ["topic.prefix"] = prefix,
        ["plugin.name"] = "pgoutput",
        ["slot.name"] = "bifrost",
        ["publication.name"] = "bifrost",
        ["table.include.list"] = "public.orders,public.lines",
    };

    public static Dictionary<string, string> Sink(string topics = "thor.public.orders") => new()
    {
        ["connector.class"] = "io.debezium.connector.jdbc.JdbcSinkConnector",
        ["connection.url"] = "jdbc:postgresql://127.0.0.1:5502/mjolnirdb",
        ["connection.username"] = "mjolnir",
        ["connection.password"] = "${env:MJOLNIR_PASSWORD}",
        ["topics"] = topics,
        ["insert.mode"] = "upsert",
        ["primary.key.mode"] = "record_key",
        ["delete.enabled"] = "true",
        ["schema.evolution"] = "basic",
    };

    public static Dictionary<string, string> With(this Dictionary<string, string> config, string key, string value)
    {
        config[key] = value;
        return config;
    }

    public static string Json(this Dictionary<string, string> config) => JsonSerializer.Serialize(config);

    public static string Create(string name, Dictionary<string, string> config, string? state = null) =>
        JsonSerializer.Serialize(state is null ? (object)new { name, config } : new { name, config, initial_state = state });
}
