using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bifrost.Worker.Tests.Transcripts;

/// <summary>
/// Takes away from an answer what no two workers have in common, and nothing else: ids of workers and clusters, the text of traces, columns of a body that was
/// written anew, lists of plugins and loggers (a worker lists its own), the order of sets, and what a Debezium offset holds besides its LSN.
/// </summary>
internal static partial class Normalised
{
    public static string Of(Exchange exchange, JsonNode? body)
    {
        var copy = body?.DeepClone();
        if (exchange.Path == "/")
            return Keys(copy);
        if (exchange.Path.StartsWith("/admin/loggers", StringComparison.Ordinal) && copy is not JsonObject { Count: 2 })
            return copy is JsonArray names ? $"array with the logger: {names.Any(name => exchange.Path.EndsWith("/" + (string)name!, StringComparison.Ordinal))}" : $"map with root: {copy!["root"]!["level"]}";
        if (copy is JsonArray { Count: > 0 } plugins && exchange.Path.StartsWith("/connector-plugins", StringComparison.Ordinal))
            return string.Join('\n', plugins.Where(plugin => Ours.Contains((string)plugin!["class"]!)).Select(plugin => plugin!.ToJsonString()));
        return copy is null ? "" : Sorted(exchange, "", copy)!.ToJsonString();
    }

    private static readonly HashSet<string> Ours =
    [
        "io.debezium.connector.jdbc.JdbcSinkConnector",
        "io.debezium.connector.postgresql.PostgresConnector",
        "io.debezium.transforms.ExtractNewRecordState",
        "org.apache.kafka.connect.transforms.InsertField$Value",
        "org.apache.kafka.connect.transforms.MaskField$Value",
        "org.apache.kafka.connect.transforms.RegexRouter",
        "org.apache.kafka.connect.transforms.ReplaceField$Key",
        "org.apache.kafka.connect.transforms.ReplaceField$Value",
    ];

    private static JsonNode? Sorted(Exchange exchange, string name, JsonNode? node) => node switch
    {
        JsonObject map when name == "offset" && map.ContainsKey("lsn") => JsonValue.Create("an lsn"),
        JsonObject map => new JsonObject(map.Where(static entry => entry.Key != "documentation").OrderBy(static entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(exchange, entry.Key, entry.Value)))),
        JsonArray when name == "recommended_values" => Recommended((JsonArray)node),
        JsonArray list when exchange.Path == "/connectors" => new JsonArray([.. list.Select(static item => (string)item!).Order(StringComparer.Ordinal).Select(static item => JsonValue.Create(item))]),
        JsonArray list => new JsonArray([.. list.Select(item => Sorted(exchange, name, item))]),
        JsonValue when name == "worker_id" => "worker",
        JsonValue when name == "trace" => "trace",
        JsonValue value when name == "message" => Message(exchange, (string?)value),
        _ => node?.DeepClone(),
    };

    private static JsonNode Recommended(JsonArray values) => values.Any(static value => ((string)value!).Contains("onverter", StringComparison.Ordinal))
        ? JsonValue.Create("converters")
        : new JsonArray([.. values.Select(static value => (string)value!).Order(StringComparer.Ordinal).Select(static value => JsonValue.Create(value))]);

    private static JsonNode? Message(Exchange exchange, string? message)
    {
        var text = message is null ? null : Plugins().Replace(message, "");
        return text is null || exchange.RawText is not null ? text : Position().Replace(text, "");
    }

    private static string Keys(JsonNode? body) => string.Join(' ', body!.AsObject().Select(static entry => entry.Key).Order(StringComparer.Ordinal));

    [GeneratedRegex("PluginDesc.*$", RegexOptions.Singleline)]
    private static partial Regex Plugins();

    [GeneratedRegex("line: [0-9]+, column: [0-9]+")]
    private static partial Regex Position();
}
