using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary><c>GET /connectors/{name}</c>: the configuration as stored (references unresolved) and the tasks.</summary>
public sealed record ConnectorInfo(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("config")] IReadOnlyDictionary<string, string> Config,
    [property: JsonPropertyName("tasks")] IReadOnlyList<ConnectorTaskId> Tasks,
    [property: JsonPropertyName("type")] ConnectorType Type);

public sealed record ConnectorTaskId(
    [property: JsonPropertyName("connector")] string Connector,
    [property: JsonPropertyName("task")] int Task);

/// <summary>One element of <c>GET /connectors/{name}/tasks</c>.</summary>
public sealed record TaskInfo(
    [property: JsonPropertyName("id")] ConnectorTaskId Id,
    [property: JsonPropertyName("config")] IReadOnlyDictionary<string, string> Config);

/// <summary><c>source</c>, <c>sink</c> or <c>unknown</c> on the wire.</summary>
[JsonConverter(typeof(LowercaseEnumConverter<ConnectorType>))]
public enum ConnectorType
{
    Source,
    Sink,
    Unknown,
}

/// <summary>The body of <c>POST /connectors</c>.</summary>
/// <param name="InitialState"><c>RUNNING</c>, <c>PAUSED</c> or <c>STOPPED</c>; null is RUNNING (KIP-980).</param>
public sealed record CreateConnectorRequest(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("config")] IReadOnlyDictionary<string, string?>? Config,
    [property: JsonPropertyName("initial_state"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? InitialState = null);
