using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary><c>GET /connectors/{name}/status</c>.</summary>
public sealed record ConnectorStateInfo(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("connector")] ConnectorStatus Connector,
    [property: JsonPropertyName("tasks")] IReadOnlyList<TaskStatus> Tasks,
    [property: JsonPropertyName("type")] ConnectorType Type);

/// <param name="WorkerId"><c>host:port</c> of the worker.</param>
/// <param name="Version">The plugin's version; left out where undefined, may be null.</param>
/// <param name="Trace">Why it failed; left out where it did not.</param>
public sealed record ConnectorStatus(
    [property: JsonPropertyName("state")] ConnectorState State,
    [property: JsonPropertyName("worker_id")] string WorkerId,
    [property: JsonPropertyName("version"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version = null,
    [property: JsonPropertyName("trace"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace = null);

/// <summary>As <see cref="ConnectorStatus"/>, for one task; also the body of <c>GET /connectors/{name}/tasks/{id}/status</c>.</summary>
public sealed record TaskStatus(
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("state")] ConnectorState State,
    [property: JsonPropertyName("worker_id")] string WorkerId,
    [property: JsonPropertyName("version"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version = null,
    [property: JsonPropertyName("trace"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace = null);

/// <summary>States of a connector and of a task, upper case on the wire.</summary>
[JsonConverter(typeof(UppercaseEnumConverter<ConnectorState>))]
public enum ConnectorState
{
    Unassigned,
    Running,
    Paused,
    Stopped,
    Failed,
    Restarting,
}
