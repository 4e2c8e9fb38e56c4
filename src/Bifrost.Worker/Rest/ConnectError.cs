using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary>An answer that is an error: the status, and the sentence of the body. Wording that clients match on is Connect's own, of a distributed worker.</summary>
internal sealed class ConnectError : Exception
{
    private ConnectError(int status, string? message)
        : base(message) => (Status, Text) = (status, message);

    public int Status { get; }

    public string? Text { get; }

    public static ConnectError ConnectorNotFound(string name) => new(StatusCodes.Status404NotFound, $"Connector {name} not found");

    /// <summary>Wording of pause, resume and stop.</summary>
    public static ConnectError UnknownConnector(string name) => new(StatusCodes.Status404NotFound, $"Unknown connector {name}");

    /// <summary>Wording of restart.</summary>
    public static ConnectError UnknownConnectorToRestart(string name) => new(StatusCodes.Status404NotFound, $"Unknown connector: {name}");

    public static ConnectError UnknownTask(string name, int task) => new(StatusCodes.Status404NotFound, $"Unknown task: {name}-{task}");

    public static ConnectError NoStatus(string name) => new(StatusCodes.Status404NotFound, $"No status found for connector {name}");

    public static ConnectError NoTaskStatus(string name, int task) => new(StatusCodes.Status404NotFound, $"No status found for task {name}-{task}");

    public static ConnectError AlreadyExists(string name) => new(StatusCodes.Status409Conflict, $"Connector {name} already exists");

    public static ConnectError SinksAttached(string source, IEnumerable<string> sinks) => new(StatusCodes.Status409Conflict,
        $"Connector {source} cannot be deleted: slots and positions on it belong to {string.Join(", ", sinks)}. Delete those first, or send the request with ?force=true, which drops them.");

    public static ConnectError SlotsLeftBehind(string source, IEnumerable<string> keys, IEnumerable<string> sinks) => new(StatusCodes.Status400BadRequest,
        $"Connector {source} cannot get another {string.Join(" and ", keys)}: slots of {string.Join(", ", sinks)} would be left behind and keep WAL for ever. "
        + $"Stop {source} and reset its offsets (PUT /connectors/{source}/stop, DELETE /connectors/{source}/offsets), which drops them; then change it and resume it: its sinks take a new snapshot.");

    public static ConnectError NameMismatch(string inConfig, string other) => new(StatusCodes.Status400BadRequest,
        $"Connector name configuration ({inConfig}) doesn't match connector name in the URL ({other})");

    public static ConnectError NotStopped(string name) => new(StatusCodes.Status400BadRequest,
        $"Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the '/connectors/{name}/stop' endpoint");

    public static ConnectError Internal(string message) => new(StatusCodes.Status500InternalServerError, message);

    public static ConnectError BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static ConnectError NoSuchVersion(string plugin, string version, string present) => new(StatusCodes.Status400BadRequest,
        $"Plugin {plugin} not found that matches the version range {version}, available versions: [{present}]");

    public static ConnectError NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    /// <summary>What the framework itself answers, such as <c>HTTP 404 Not Found</c>.</summary>
    public static ConnectError Http(int status, string phrase) => new(status, $"HTTP {status} {phrase}");
}
