using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bifrost.Testing.Stubs;

/// <summary>A Connect cluster in memory: enough of it for a client and for plans. Answers can be forced with <see cref="Before"/>.</summary>
public sealed class StubConnect : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StubServer _server;

    public StubConnect() => _server = new StubServer(request =>
    {
        lock (_gate)
            return Before?.Invoke(request) ?? Answer(request);
    });

    public Uri Url => _server.Url;

    public IReadOnlyList<StubRequest> Requests => _server.Requests;

    /// <summary>Requests that change something.</summary>
    public IReadOnlyList<string> Writes => [.. Requests.Where(static request => request.Method != "GET" && !request.Path.EndsWith("/validate", StringComparison.Ordinal)).Select(static request => request.ToString())];

    public SortedDictionary<string, StubConnector> Connectors { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers a request before the cluster does; null leaves it to the cluster.</summary>
    public Func<StubRequest, StubAnswer?>? Before { get; set; }

    /// <summary>Errors of validation, by connector and key.</summary>
    public Dictionary<(string Connector, string Key), string> Faults { get; } = [];

    /// <summary>Keys of every class, with their types.</summary>
    public Dictionary<string, string> Keys { get; } = new() { ["database.password"] = "PASSWORD", ["topics"] = "LIST" };

    /// <summary>What <c>/health</c> answers; null for a worker that has no such resource.</summary>
    public (int Code, string Status)? Health { get; set; }

    /// <summary>The body of <c>/bifrost/streams</c>; null for a cluster that has none.</summary>
    public string? Streams { get; set; }

    /// <summary>The body of <c>/bifrost/cleanups</c>; null for a cluster that has none.</summary>
    public string? Cleanups { get; set; }

    /// <summary>Offsets that earlier connectors left, by name.</summary>
    public Dictionary<string, IReadOnlyList<object>> Left { get; } = [];

    /// <summary>Makes a connector's state after each write of its configuration.</summary>
    public Action<StubConnector> Started { get; set; } = static connector => connector.Run();

    public StubConnector Add(string name, params (string Key, string Value)[] config)
    {
        var connector = new StubConnector(name) { Config = config.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value) };
        connector.Config["name"] = name;
        connector.Run();
        return Connectors[name] = connector;
    }

    public void Dispose() => _server.Dispose();

    private StubAnswer Answer(StubRequest request)
    {
        var path = request.Path.Split('?')[0];
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return (request.Method, segments) switch
        {
            ("GET", []) => Json(new { version = "4.3.0", commit = "0123456789abcdef", kafka_cluster_id = "stub" }),
            ("GET", ["connectors"]) when request.Path.Contains("expand", StringComparison.Ordinal) => Json(Connectors.ToDictionary(static entry => entry.Key, static entry => new { info = entry.Value.Info, status = entry.Value.Status })),
            ("GET", ["connectors"]) => Json(Connectors.Keys),
            ("GET", ["connector-plugins"]) => Json(new[] { new { @class = "io.debezium.connector.jdbc.JdbcSinkConnector", type = "sink", version = "3.6.0.Final" } }),
            ("GET", ["connector-plugins", _, "config"]) => Json(Keys.Select(static key => Definition(key.Key, key.Value))),
            ("PUT", ["connector-plugins", var plugin, "config", "validate"]) => Validate(plugin, request.Body),
            ("GET", ["health"]) when Health is { } health => new StubAnswer(health.Code, JsonSerializer.Serialize(new { status = health.Status, message = "" })),
            ("GET", ["bifrost", "cleanups"]) when Cleanups is not null => new StubAnswer(200, Cleanups),
            ("GET", ["bifrost", "streams"]) when Streams is not null => new StubAnswer(200, Streams),
            ("POST", ["connectors"]) => Post(request.Body),
            ("PUT", ["connectors", var name, "config"]) => Put(name, request.Body),
            (_, ["connectors", var name, ..]) when !Connectors.ContainsKey(name) => StubAnswer.Error(404, $"Connector {name} not found"),
            (var method, ["connectors", var name, .. var rest]) => Of(Connectors[name], method, rest),
            _ => StubAnswer.Error(404, "HTTP 404 Not Found"),
        };
    }

    private StubAnswer Of(StubConnector connector, string method, string[] rest) => (method, rest) switch
    {
        ("GET", []) => Json(connector.Info),
        ("GET", ["status"]) => Json(connector.Status),
        ("GET", ["topics"]) => Json(new Dictionary<string, object> { [connector.Name] = new { topics = Array.Empty<string>() } }),
        ("GET", ["offsets"]) => Json(new { offsets = connector.Offsets }),
        ("DELETE", []) => Done(204, () => Connectors.Remove(connector.Name)),
        ("PUT", ["pause"]) => Done(202, () => connector.Be("PAUSED")),
        ("PUT", ["resume"]) => Done(202, connector.Run),
        ("PUT", ["stop"]) => Done(204, connector.Stop),
        ("POST", ["restart"]) => Done(202, () => Started(connector)),
        ("PATCH" or "DELETE", ["offsets"]) when connector.State != "STOPPED" => StubAnswer.Error(400, "Connectors must be in the STOPPED state before their offsets can be modified."),
        ("PATCH", ["offsets"]) => Json(new { message = "The offsets for this connector have been altered successfully" }),
        ("DELETE", ["offsets"]) => Reset(connector),
        _ => StubAnswer.Error(405, "HTTP 405 Method Not Allowed"),
    };

    private static StubAnswer Reset(StubConnector connector)
    {
        if (connector.State != "STOPPED")
            return StubAnswer.Error(400, "Connectors must be in the STOPPED state before their offsets can be modified.");
        connector.Offsets = [];
        return Json(new { message = "The offsets for this connector have been reset successfully" });
    }

    private StubAnswer Put(string name, string body)
    {
        var isNew = !Connectors.TryGetValue(name, out var connector);
        connector ??= Connectors[name] = new StubConnector(name);
        connector.Config = JsonSerializer.Deserialize<Dictionary<string, string?>>(body)!;
        connector.Config["name"] = name;
        if (isNew || connector.State is not ("PAUSED" or "STOPPED"))
            Started(connector);
        return new StubAnswer(isNew ? 201 : 200, JsonSerializer.Serialize(connector.Info));
    }

    private StubAnswer Post(string body)
    {
        var request = JsonNode.Parse(body)!;
        var name = (string)request["name"]!;
        if (Connectors.ContainsKey(name))
            return StubAnswer.Error(409, $"Connector {name} already exists");
        var answer = Put(name, request["config"]!.ToJsonString());
        if ((string?)request["initial_state"] is "STOPPED")
            Connectors[name].Stop();
        else if ((string?)request["initial_state"] is { } state)
            Connectors[name].Be(state);
        if (Left.Remove(name, out var offsets))
            Connectors[name].Offsets = offsets;
        return answer;
    }

    private StubAnswer Validate(string plugin, string body)
    {
        var config = JsonNode.Parse(body)!.AsObject();
        var name = (string)config["name"]!;
        var infos = config.Select(entry => new
        {
            definition = Definition(entry.Key, Keys.GetValueOrDefault(entry.Key, "STRING")),
            value = new { name = entry.Key, value = (string?)entry.Value, recommended_values = Array.Empty<string>(), errors = Faults.TryGetValue((name, entry.Key), out var fault) ? new[] { fault } : [], visible = true },
        }).ToList();
        return Json(new { name = plugin, error_count = infos.Sum(static info => info.value.errors.Length), groups = Array.Empty<string>(), configs = infos });
    }

    private static object Definition(string key, string type) => new
    {
        name = key, type, required = false, default_value = (string?)null, importance = "HIGH", documentation = $"About {key}. More.", group = "Group", order = 1, width = "MEDIUM",
        display_name = key, dependents = Array.Empty<string>(),
    };

    private static StubAnswer Done(int status, Action change)
    {
        change();
        return new StubAnswer(status, "");
    }

    private static StubAnswer Json<T>(T body) => new(200, JsonSerializer.Serialize(body));
}
