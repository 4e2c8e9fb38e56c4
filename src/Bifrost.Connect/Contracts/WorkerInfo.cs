using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary><c>GET /</c>.</summary>
public sealed record ServerInfo(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("commit")] string Commit,
    [property: JsonPropertyName("kafka_cluster_id")] string KafkaClusterId);

/// <summary><c>GET /health</c> (KIP-1017): <c>healthy</c>, <c>starting</c> or <c>unhealthy</c>.</summary>
public sealed record WorkerStatus(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("message")] string Message);

/// <summary>One element of <c>GET /connector-plugins</c>.</summary>
/// <param name="Type"><c>sink</c>, <c>source</c>, <c>transformation</c>, <c>predicate</c>, <c>converter</c> or <c>header_converter</c>.</param>
public sealed record PluginInfo(
    [property: JsonPropertyName("class")] string Class,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("version"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version);

/// <summary>The topics of <c>GET /connectors/{name}/topics</c>, which wraps them in a map from the connector's name.</summary>
public sealed record ActiveTopics([property: JsonPropertyName("topics")] IReadOnlyList<string> Topics);

/// <summary><c>GET /admin/loggers/{logger}</c>.</summary>
/// <param name="LastModified">Milliseconds since the epoch, null where never changed.</param>
public sealed record LoggerLevel(
    [property: JsonPropertyName("level")] string Level,
    [property: JsonPropertyName("last_modified")] long? LastModified);

/// <summary>The values of <c>GET /connectors?expand=…</c>; only what was asked for is there.</summary>
public sealed record ExpandedConnector(
    [property: JsonPropertyName("status"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConnectorStateInfo? Status,
    [property: JsonPropertyName("info"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConnectorInfo? Info);
