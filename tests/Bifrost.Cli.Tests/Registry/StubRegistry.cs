using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Registry;

/// <summary>A schema registry in memory: enough of Confluent's REST API for the verbs.</summary>
internal sealed class StubRegistry : IDisposable
{
    private readonly StubServer _server;

    public StubRegistry() => _server = new StubServer(Answer);

    public Uri Url => _server.Url;

    public SortedDictionary<string, List<string>> Schemas { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Levels { get; } = [];

    public string Level { get; private set; } = "BACKWARD";

    /// <summary>The answer to every check.</summary>
    public string Verdict { get; set; } = """{"is_compatible":true}""";

    public IReadOnlyList<string?> Logins => [.. _server.Requests.Select(static one => one.Authorization)];

    public IReadOnlyList<string> Writes => [.. _server.Requests.Where(static one => one.Method == "PUT").Select(static one => one.ToString())];

    public void Dispose() => _server.Dispose();

    private StubAnswer Answer(StubRequest request)
    {
        var segments = request.Path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return (request.Method, segments) switch
        {
            ("GET", ["subjects"]) => Json(Schemas.Keys),
            (_, ["subjects", var subject, ..]) when !Schemas.ContainsKey(subject) => Error(404, 40401, $"Subject '{subject}' not found."),
            ("GET", ["subjects", var subject, "versions"]) => Json(Enumerable.Range(1, Schemas[subject].Count)),
            ("GET", ["subjects", var subject, "versions", var version]) => Version(subject, version),
            ("POST", ["compatibility", "subjects", _, "versions"]) => new StubAnswer(200, Verdict),
            ("GET", ["config"]) => Json(new { compatibilityLevel = Level }),
            ("GET", ["config", var subject]) => Levels.TryGetValue(subject, out var level) ? Json(new { compatibilityLevel = level }) : Error(404, 40408, $"Subject '{subject}' does not have subject-level compatibility configured"),
            ("PUT", ["config"]) => Set(request, level => Level = level),
            ("PUT", ["config", var subject]) => Set(request, level => Levels[subject] = level),
            _ => Error(404, 404, "HTTP 404 Not Found"),
        };
    }

    private StubAnswer Version(string subject, string version)
    {
        var number = version == "latest" ? Schemas[subject].Count : int.Parse(version, System.Globalization.CultureInfo.InvariantCulture);
        return number > Schemas[subject].Count ? Error(404, 40402, $"Version {number} not found.") : Json(new { subject, version = number, id = 100 + number, schema = Schemas[subject][number - 1] });
    }

    private static StubAnswer Set(StubRequest request, Action<string> set)
    {
        set((string)JsonNode.Parse(request.Body)!["compatibility"]!);
        return new StubAnswer(200, request.Body);
    }

    private static StubAnswer Json<T>(T body) => new(200, JsonSerializer.Serialize(body));

    private static StubAnswer Error(int status, int code, string message) => new(status, JsonSerializer.Serialize(new { error_code = code, message }));
}
