using Bifrost.Connect.Contracts;
using Bifrost.Worker.Connectors;
using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary><c>/connectors</c>: configurations, and what the connectors are.</summary>
internal sealed class ConnectorsResource(Herder herder, ConfigSubmission submission)
{
    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/connectors", ListAsync),
        new("POST", "/connectors", CreateAsync),
        new("GET", "/connectors/{name}", call => call.AnswerAsync(Get(call).ToInfo())),
        new("DELETE", "/connectors/{name}", DeleteAsync),
        new("GET", "/connectors/{name}/config", call => call.AnswerAsync(Get(call).Stored.Config)),
        new("PUT", "/connectors/{name}/config", PutConfigAsync),
        new("PATCH", "/connectors/{name}/config", PatchConfigAsync),
        new("GET", "/connectors/{name}/tasks", TasksAsync),
        new("GET", "/connectors/{name}/topics", TopicsAsync),
        new("PUT", "/connectors/{name}/topics/reset", ResetTopicsAsync),
    ];

    private async Task ListAsync(RestCall call)
    {
        var connectors = herder.List();
        if (!call.Http.Request.Query.TryGetValue("expand", out var expand))
        {
            await call.AnswerAsync(connectors.Select(static connector => connector.Name)).ConfigureAwait(false);
            return;
        }

        await call.AnswerAsync(connectors.ToDictionary(static connector => connector.Name, connector => new ExpandedConnector(
            expand.Contains("status") ? connector.ToState(herder.WorkerId) : null,
            expand.Contains("info") ? connector.ToInfo() : null))).ConfigureAwait(false);
    }

    private async Task CreateAsync(RestCall call)
    {
        var request = CreateRequest.Read(await call.BodyAsync().ConfigureAwait(false));
        var name = request.Name?.Trim() ?? "";
        var config = await submission.CheckAsync(name, request.Config, call.Cancellation).ConfigureAwait(false);
        var info = await herder.CreateAsync(name, config, request.State).ConfigureAwait(false);
        call.Locate(name);
        await call.AnswerAsync(info, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private async Task PutConfigAsync(RestCall call)
    {
        var body = await call.BodyAsync().ConfigureAwait(false);
        var config = await submission.CheckAsync(call.Name, body.ReadMap("Cannot invoke \"java.util.Map.get(Object)\" because \"connectorConfig\" is null"), call.Cancellation).ConfigureAwait(false);
        var (created, info) = await herder.PutConfigAsync(call.Name, config).ConfigureAwait(false);
        if (created)
            call.Locate(call.Name);
        await call.AnswerAsync(info, created ? StatusCodes.Status201Created : StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private async Task PatchConfigAsync(RestCall call)
    {
        var body = await call.BodyAsync().ConfigureAwait(false);
        var patch = body.ReadMap("Cannot invoke \"java.util.Map.forEach(java.util.function.BiConsumer)\" because \"patch\" is null");
        var connector = Get(call);
        var config = connector.Stored.Config.ToDictionary(static entry => entry.Key, static string? (entry) => entry.Value, StringComparer.Ordinal);
        foreach (var (key, value) in patch)
        {
            if (value is null)
                config.Remove(key);
            else
                config[key] = value;
        }

        var whole = await submission.ValidateAsync(connector.Name, config, call.Cancellation).ConfigureAwait(false);
        await call.AnswerAsync((await herder.PutConfigAsync(connector.Name, whole).ConfigureAwait(false)).Info).ConfigureAwait(false);
    }

    private async Task DeleteAsync(RestCall call)
    {
        await herder.DeleteAsync(call.Name, call.Flag("force")).ConfigureAwait(false);
        call.AnswerEmpty(StatusCodes.Status204NoContent);
    }

    private async Task TasksAsync(RestCall call)
    {
        var connector = Get(call);
        var config = new Dictionary<string, string>(connector.Stored.Config) { ["task.class"] = connector.Plugin.TaskClass };
        await call.AnswerAsync(connector.Tasks.Select(task => new TaskInfo(task, config))).ConfigureAwait(false);
    }

    // Unknown names get an empty list, as on Connect, whose topics are kept apart from its connectors.
    private async Task TopicsAsync(RestCall call)
    {
        var connectors = herder.List();
        var connector = connectors.FirstOrDefault(one => one.Name == call.Name);
        foreach (var stream in Streams(connector, connectors))
            connector!.Topics.Note(stream.Stream);
        await call.AnswerAsync(new Dictionary<string, ActiveTopics> { [call.Name] = new(connector?.Topics.List() ?? []) }).ConfigureAwait(false);
    }

    private async Task ResetTopicsAsync(RestCall call)
    {
        var connectors = herder.List();
        var connector = connectors.FirstOrDefault(one => one.Name == call.Name);
        connector?.Topics.Reset(Streams(connector, connectors).Select(static stream => stream.Stream));
        call.AnswerEmpty(StatusCodes.Status202Accepted);
    }

    // A source's topics are those of the streams that read it.
    private static IReadOnlyList<StreamRun> Streams(Connector? connector, IReadOnlyList<Connector> all) => connector is null
        ? []
        : [.. all.SelectMany(one => one.Streams.Values.Where(stream => one == connector || stream.SourceName == connector.Name))];

    private Connector Get(RestCall call) => herder.Find(call.Name) ?? throw ConnectError.ConnectorNotFound(call.Name);
}
