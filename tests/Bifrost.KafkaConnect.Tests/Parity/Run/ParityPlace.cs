using System.Globalization;
using System.Text.Json;
using Bifrost.Connect.Client;
using Bifrost.KafkaConnect.Tests.Parity.Cases;
using Bifrost.Postgres;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Kafka;
using Bifrost.Worker;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>A folder with the topology of a run, its two databases, and the cluster that its connectors go to. Disposal takes all of it away.</summary>
internal sealed class ParityPlace : BifrostFolder, IAsyncDisposable
{
    private readonly BifrostWorker? _worker;
    private readonly StringWriter _log;

    private ParityPlace(string id, ParityEngine engine, ScratchDatabase source, ScratchDatabase replica, BifrostWorker? worker, StringWriter log, Uri url, string folder) : base(folder)
    {
        Id = id;
        Engine = engine;
        Source = source;
        Replica = replica;
        _worker = worker;
        _log = log;
        Client = new ConnectClient(new ConnectEndpoint("parity", url), new ConnectClientOptions(), TimeProvider.System);
    }

    public string Id { get; }

    public ParityEngine Engine { get; }

    public ScratchDatabase Source { get; }

    public ScratchDatabase Replica { get; }

    public IConnectClient Client { get; }

    /// <summary>Makes databases, topology and, where it is the embedded one, a worker; on the source every case's table with its rows.</summary>
    public static async Task<ParityPlace> CreateAsync(ParityEngine engine)
    {
        var kafka = engine == ParityEngine.Embedded ? null : await KafkaCluster.Shared;
        var server = await TestServer.Shared;
        var id = $"parity{engine.ToString().ToLowerInvariant()}{Guid.NewGuid().ToString("N")[..6]}";
        var source = await server.CreateDatabaseAsync(engine + "source");
        var replica = await server.CreateDatabaseAsync(engine + "replica");
        var folder = Directory.CreateDirectory(RunFolder.New("parity")).FullName;
        var variables = kafka?.Variables ?? VariablesOf(server);
        var state = Directory.CreateDirectory(Path.Combine(folder, ".bifrost")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(state, "env"), variables.Select(static one => $"{one.Key}={one.Value}"));
        var log = new StringWriter();
        var worker = kafka is null ? await WorkerAsync(state, log) : null;
        var place = new ParityPlace(id, engine, source, replica, worker, log, worker?.Url ?? kafka!.ConnectUrl, folder);
        File.WriteAllText(place.Topology, ParityTopology.Of(id, engine, source.Name, replica.Name));
        foreach (var (name, value) in variables)
            place.Set(name, value);
        place.Set("PARITY_URL", place.Client.Endpoint.Url.GetLeftPart(UriPartial.Authority));
        return place;
    }

    /// <summary>The rendered connectors, by name.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Rendered() =>
        Directory.GetFiles(Path.Combine(Folder, "connectors", "here"), "*.json").Select(static file => JsonSerializer.Deserialize<RenderedFile>(File.ReadAllText(file), JsonSerializerOptions.Web)!)
            .ToDictionary(static file => file.Name, static file => file.Config);

    public string SourceOf(ParityCase one) => ParityTopology.SourceOf(one, Id) + "-source";

    public string SinkOf(ParityCase one) => $"{Id}-{ParityTopology.TargetOf(one, Engine)}-sink";

    public async ValueTask DisposeAsync()
    {
        foreach (var connector in (await Client.ListConnectorsAsync(default)).Where(name => name.StartsWith(Id, StringComparison.Ordinal)).OrderBy(static name => name.EndsWith("-source", StringComparison.Ordinal)))
            await Client.DeleteConnectorAsync(connector, default);
        Client.Dispose();
        if (_worker is not null)
            await _worker.DisposeAsync();
        await TestContext.Out.WriteLineAsync(_log.ToString());
        await Source.DisposeAsync();
        await Replica.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Task<BifrostWorker> WorkerAsync(string state, StringWriter log) => BifrostWorker.StartAsync(
        new WorkerOptions { Port = 0, StateFolder = Path.Combine(state, "worker"), StackFolder = state, LogWriter = TextWriter.Synchronized(log) },
        new PostgresEngine(TimeProvider.System), TimeProvider.System, CancellationToken.None);

    private static Dictionary<string, string> VariablesOf(TestServer server)
    {
        var at = server.Endpoint();
        return new Dictionary<string, string>
        {
            ["TEST_HOST"] = at.Host,
            ["TEST_PORT"] = at.Port.ToString(CultureInfo.InvariantCulture),
            ["TEST_USER"] = at.User,
            ["TEST_PASSWORD"] = server.SuperuserPassword,
        };
    }

    private sealed record RenderedFile(string Name, Dictionary<string, string> Config);
}
