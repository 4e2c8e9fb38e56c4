using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bifrost.Connect.Providers;
using Bifrost.Worker.Storage;

namespace Bifrost.Worker.Tests.Harness;

/// <summary>A worker in this process on a port of the system's choice, over <see cref="FakeEngine"/>, with the references of the transcripts set.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    /// <summary>Ends a test that would otherwise hang; no test waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string> Variables = new()
    {
        ["THOR_USER"] = "thor",
        ["THOR_PASSWORD"] = "t-secret",
        ["MJOLNIR_PASSWORD"] = "m-secret",
    };

    private readonly BifrostWorker _worker;

    private TestWorker(BifrostWorker worker, FakeEngine engine, StringWriter log)
    {
        _worker = worker;
        Engine = engine;
        Log = log;
        Http = new HttpClient { BaseAddress = worker.Url };
    }

    public FakeEngine Engine { get; }

    public HttpClient Http { get; }

    public StringWriter Log { get; }

    public string WorkerId => _worker.WorkerId;

    public Uri Url => _worker.Url;

    public static string NewFolder() => Directory.CreateTempSubdirectory("bifrost-worker-").FullName;

    public static async Task<TestWorker> StartAsync(string folder, FakeEngine? engine = null, IStateVolume? volume = null, Func<WorkerOptions, WorkerOptions>? options = null)
    {
        engine ??= new FakeEngine();
        var log = new StringWriter();
        var chosen = new WorkerOptions { Port = 0, StateFolder = folder, LogWriter = TextWriter.Synchronized(log) };
        var worker = await BifrostWorker.StartAsync(
            options?.Invoke(chosen) ?? chosen, engine, TimeProvider.System, new ReferenceResolver(name => Variables.GetValueOrDefault(name)),
            (database, _) => Task.FromResult(database.Port is > 0 ? null : $"Unable to parse URL jdbc:postgresql://{database.Host}:{database.Port}/{database.Database}"),
            volume ?? new DiskVolume(), CancellationToken.None);
        return new TestWorker(worker, engine, log);
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null, string? type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, response.Headers.Location?.ToString(), response.Content.Headers.ContentType?.ToString(), text.Length == 0 || text[0] is not ('{' or '[') ? null : JsonNode.Parse(text), text);
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    /// <summary>Asks until the answer is as wanted; the limit only ends a test that would otherwise hang.</summary>
    public async Task<Answer> WaitAsync(string path, Func<Answer, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer))
                return answer;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"GET {path} is still {answer.Text}");
            await Task.Yield();
        }
    }

    /// <summary>Waits until the sink's stream runs.</summary>
    public Task StreamsAsync(string sink) => WaitAsync("/bifrost/streams", answer => answer.Body!.AsArray().Any(stream => (string?)stream!["sink"] == sink));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _worker.DisposeAsync();
    }
}

internal sealed record Answer(int Status, string? Location, string? ContentType, JsonNode? Body, string Text)
{
    public string? Message => (string?)Body?["message"];
}
