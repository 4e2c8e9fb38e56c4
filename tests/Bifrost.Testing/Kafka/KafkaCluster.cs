using System.Globalization;
using Bifrost.Stack;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Servers;
using Bifrost.Testing.CommandLine;

namespace Bifrost.Testing.Kafka;

/// <summary>
/// A real broker, schema registry and Kafka Connect for a test run, started by the same code as <c>bifrost up --engine kafka</c>. <see cref="Shared"/> serves most
/// tests; one that stops parts starts its own. Kafka is looked for in <c>KAFKA_HOME</c>, else in <c>shared/kafka</c> beside the repository; where it, or Java, is
/// not there the test is skipped at a desk and fails in CI.
/// </summary>
public sealed class KafkaCluster : IAsyncDisposable
{
    private static readonly List<KafkaCluster> Started = [];
    private static readonly Lazy<Task<KafkaCluster>> SharedCluster = new(static () => StartAsync("kafka"));

    private readonly string _folder;
    private readonly KafkaProgram _program;

    private KafkaCluster(string folder, KafkaProgram program, KafkaAddresses at, TestServer server)
    {
        _folder = folder;
        _program = program;
        Addresses = at;
        Server = server;
        Stack = new KafkaStack(folder);
    }

    /// <summary>One for the whole assembly, beside <see cref="TestServer.Shared"/>; started at first use, stopped by <see cref="StopAllAsync"/>.</summary>
    public static Task<KafkaCluster> Shared => SharedCluster.Value;

    public KafkaAddresses Addresses { get; }

    /// <summary>The PostgreSQL server whose databases the connectors of tests work on.</summary>
    public TestServer Server { get; }

    /// <summary>For tests that take parts away; never those of <see cref="Shared"/>.</summary>
    public KafkaStack Stack { get; }

    public Uri ConnectUrl => Addresses.Connect;

    /// <summary>Kafka's <c>bootstrap.servers</c>.</summary>
    public string Bootstrap => Addresses.Bootstrap;

    /// <summary>Null where the Kafka at hand has no registry.</summary>
    public Uri? RegistryUrl => Addresses.Registry;

    /// <summary>
    /// What the worker's environment says, and what commands of tests must see: <c>TEST_HOST</c>, <c>TEST_PORT</c>, <c>TEST_USER</c> (a superuser),
    /// <c>TEST_PASSWORD</c> of <see cref="Server"/>; <c>BIFROST_KAFKA_URL</c>, <c>BIFROST_KAFKA_BOOTSTRAP</c>, <c>SCHEMA_REGISTRY_URL</c>. Database names are written
    /// out in topologies.
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables
    {
        get
        {
            var server = Server.Endpoint();
            return new Dictionary<string, string>
            {
                ["TEST_HOST"] = server.Host,
                ["TEST_PORT"] = server.Port.ToString(CultureInfo.InvariantCulture),
                ["TEST_USER"] = server.User,
                ["TEST_PASSWORD"] = Server.SuperuserPassword,
                ["BIFROST_KAFKA_URL"] = ConnectUrl.GetLeftPart(UriPartial.Authority),
                ["BIFROST_KAFKA_BOOTSTRAP"] = Bootstrap,
                ["SCHEMA_REGISTRY_URL"] = RegistryUrl?.GetLeftPart(UriPartial.Authority) ?? "",
            };
        }
    }

    /// <summary>Where Kafka is; skips or fails the test where it or Java is not.</summary>
    public static async Task<KafkaProgram> FindAsync()
    {
        var home = Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } set ? set : Path.GetFullPath(Path.Combine(BifrostFolder.RepositoryRoot(), "..", "shared", "kafka"));
        try
        {
            // A test's Kafka lives for seconds: what the better compiler gains it would not see.
            return await KafkaProgram.FindAsync(home).ConfigureAwait(false) with { Options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"] };
        }
        catch (StackException e)
        {
            Prerequisite.Missing(e.Message);
            throw;
        }
    }

    /// <summary>A Kafka of the test's own, beside <see cref="TestServer.Shared"/>.</summary>
    public static async Task<KafkaCluster> StartAsync(string name)
    {
        var program = await FindAsync().ConfigureAwait(false);
        var at = new KafkaAddresses(PostgresServer.FreePort(), PostgresServer.FreePort(), Local(), program.Home.Registry is null ? null : Local());
        var cluster = new KafkaCluster(RunFolder.New(name), program, at, await TestServer.Shared.ConfigureAwait(false));
        lock (Started)
            Started.Add(cluster);
        await cluster.EnsureAsync().ConfigureAwait(false);
        return cluster;
    }

    /// <summary>Starts again what a test has stopped.</summary>
    public Task EnsureAsync() => Stack.EnsureAsync(_program, Addresses, Variables);

    /// <summary>One more Connect worker; its name is for <see cref="KafkaStack.StopPartAsync"/>.</summary>
    public Task<string> AddWorkerAsync() => Stack.AddWorkerAsync(Local(), _program, Addresses, Variables);

    public async ValueTask DisposeAsync()
    {
        await Stack.StopAsync().ConfigureAwait(false);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Stops every Kafka that the run started; called once per assembly, from its <c>SetUpFixture</c>, before the servers are stopped.</summary>
    public static async Task StopAllAsync()
    {
        List<KafkaCluster> all;
        lock (Started)
        {
            all = [.. Started];
            Started.Clear();
        }

        foreach (var cluster in all)
            await cluster.DisposeAsync().ConfigureAwait(false);
    }

    private static Uri Local() => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PostgresServer.FreePort()}/"));
}
