using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bifrost.Connect.Providers;
using Bifrost.Postgres;
using Bifrost.Testing;
using Bifrost.Worker;
using Bifrost.Worker.Storage;
using Bifrost.Worker.Validation;

namespace Bifrost.Integration.Tests.Worker;

/// <summary>A worker over the PostgreSQL engine, in this process, with the shared server's password as a reference.</summary>
internal sealed class RunningWorker(BifrostWorker worker, StringWriter log) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = worker.Url };

    public string Log => log.ToString();

    public static async Task<RunningWorker> StartAsync(string folder)
    {
        var server = await TestServer.Shared;
        var log = new StringWriter();
        var worker = await BifrostWorker.StartAsync(
            new WorkerOptions { Port = 0, StateFolder = folder, LogWriter = TextWriter.Synchronized(log), WalWatchInterval = TimeSpan.FromMilliseconds(200) }, new PostgresEngine(TimeProvider.System), TimeProvider.System,
            new ReferenceResolver(name => name == "SERVER_PASSWORD" ? server.SuperuserPassword : null), PostgresProbe.AskAsync, new DiskVolume(), CancellationToken.None);
        return new RunningWorker(worker, log);
    }

    public static Dictionary<string, string> Source(ScratchDatabase database, string tables) => new()
    {
        ["connector.class"] = "io.debezium.connector.postgresql.PostgresConnector",
        ["database.hostname"] = "127.0.0.1",
        ["database.port"] = database.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["database.user"] = database.Endpoint.User,
        ["database.password"] = "${env:SERVER_PASSWORD}",
        ["database.dbname"] = database.Name,
        ["topic.prefix"] = "thor",
        ["plugin.name"] = "pgoutput",
        ["slot.name"] = database.Name,
        ["publication.name"] = database.Name,
        ["publication.autocreate.mode"] = "filtered",
        ["table.include.list"] = tables,
    };

    public static Dictionary<string, string> Sink(ScratchDatabase database, string topics) => new()
    {
        ["connector.class"] = "io.debezium.connector.jdbc.JdbcSinkConnector",
        ["connection.url"] = $"jdbc:postgresql://127.0.0.1:{database.Endpoint.Port}/{database.Name}",
        ["connection.username"] = database.Endpoint.User,
        ["connection.password"] = "${env:SERVER_PASSWORD}",
        ["topics"] = topics,
        ["insert.mode"] = "upsert",
        ["primary.key.mode"] = "record_key",
        ["delete.enabled"] = "true",
        ["schema.evolution"] = "basic",
        ["collection.name.format"] = "${source.table}",
    };

    public async Task CreateAsync(string name, Dictionary<string, string> config)
    {
        using var response = await _http.PutAsJsonAsync($"/connectors/{name}/config", config);
        ((int)response.StatusCode).ShouldBe(201, await response.Content.ReadAsStringAsync());
    }

    public async Task UpdateAsync(string name, Dictionary<string, string> config)
    {
        using var response = await _http.PutAsJsonAsync($"/connectors/{name}/config", config);
        ((int)response.StatusCode).ShouldBe(200, await response.Content.ReadAsStringAsync());
    }

    public async Task<int> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _http.SendAsync(request);
        return (int)response.StatusCode;
    }

    public Task<string> TextAsync(string path) => _http.GetStringAsync(path);

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path))!;

    /// <summary>Asks until the answer is as wanted; the limit only ends a test that would otherwise hang.</summary>
    public async Task<JsonNode> WaitAsync(string path, Func<JsonNode, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer))
                return answer;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"GET {path} is still {answer.ToJsonString()}");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await TestContext.Out.WriteLineAsync(Log);
        _http.Dispose();
        await worker.DisposeAsync();
    }
}
