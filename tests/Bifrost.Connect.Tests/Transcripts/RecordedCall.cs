using System.Text.Json.Nodes;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Tests.Transcripts;

/// <summary>The call of the client that sends a recorded request.</summary>
internal static class RecordedCall
{
    /// <returns>Null where the client has no such call, or would never send such a body.</returns>
    public static Func<IConnectClient, Task<object?>>? For(RecordedExchange one) => one.Text is not null || one.Sent is JsonObject sent && sent.ContainsKey("extra") ? null : (one.Method, one.Segments) switch
    {
        ("GET", []) => static client => Of(client.GetServerAsync(default)),
        ("GET", ["health"]) => static client => Of(client.GetHealthAsync(default)),
        ("GET", ["connectors"]) when one.Asks("expand=status&expand=info") => static client => Of(client.ExpandConnectorsAsync(default)),
        ("GET", ["connectors"]) when !one.Asks("?") => static client => Of(client.ListConnectorsAsync(default)),
        ("POST", ["connectors"]) => client => Of(client.CreateConnectorAsync(one.Body<CreateConnectorRequest>(), default)),
        ("GET", ["connector-plugins"]) => client => Of(client.ListPluginsAsync(!one.Asks("connectorsOnly=false"), default)),
        ("PUT", ["connector-plugins", var plugin, "config", "validate"]) => client => Of(client.ValidateAsync(plugin, one.Body<Dictionary<string, string>>(), default)),
        ("GET", ["admin", "loggers"]) => static client => Of(client.ListLoggersAsync(default)),
        ("GET", ["admin", "loggers", var logger]) => client => Of(client.GetLoggerAsync(logger, default)),
        ("PUT", ["admin", "loggers", var logger]) => client => Of(client.SetLoggerAsync(logger, (string)one.Sent!["level"]!, one.Asks("scope=cluster"), default)),
        (var method, ["connectors", var name, .. var rest]) => Of(one, method, name, rest),
        _ => null,
    };

    private static Func<IConnectClient, Task<object?>>? Of(RecordedExchange one, string method, string name, string[] rest) => (method, rest) switch
    {
        ("GET", []) => client => Of(client.FindConnectorAsync(name, default)),
        ("DELETE", []) => client => Of(client.DeleteConnectorAsync(name, default)),
        ("PUT", ["config"]) => client => Of(client.PutConfigAsync(name, one.Body<Dictionary<string, string>>(), default)),
        ("PATCH", ["config"]) => client => Of(client.PatchConfigAsync(name, one.Body<Dictionary<string, string?>>(), default)),
        ("GET", ["status"]) => client => Of(client.FindStatusAsync(name, default)),
        ("GET", ["tasks"]) => client => Of(client.ListTasksAsync(name, default)),
        ("GET", ["tasks", var task, "status"]) => client => Of(client.GetTaskStatusAsync(name, int.Parse(task), default)),
        ("POST", ["tasks", var task, "restart"]) => client => Done(client.RestartTaskAsync(name, int.Parse(task), default)),
        ("GET", ["topics"]) => client => Of(client.ListTopicsAsync(name, default)),
        ("PUT", ["topics", "reset"]) => client => Done(client.ResetTopicsAsync(name, default)),
        ("GET", ["offsets"]) => client => Of(client.GetOffsetsAsync(name, default)),
        ("PATCH", ["offsets"]) => client => Of(client.AlterOffsetsAsync(name, one.Body<ConnectorOffsets>(), default)),
        ("DELETE", ["offsets"]) => client => Of(client.ResetOffsetsAsync(name, default)),
        ("PUT", ["pause"]) => client => Done(client.PauseAsync(name, default)),
        ("PUT", ["resume"]) => client => Done(client.ResumeAsync(name, default)),
        ("PUT", ["stop"]) => client => Done(client.StopAsync(name, default)),
        ("POST", ["restart"]) when one.Asks("onlyFailed=") => client => Done(client.RestartAsync(name, one.Asks("includeTasks=true"), one.Asks("onlyFailed=true"), default)),
        _ => null,
    };

    private static async Task<object?> Of<T>(Task<T> call) => await call;

    private static async Task<object?> Done(Task call)
    {
        await call;
        return null;
    }
}
