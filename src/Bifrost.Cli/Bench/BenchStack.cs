using Bifrost.Bench;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Servers;

namespace Bifrost.Cli.Bench;

/// <summary>Servers that live as long as a benchmark, in a folder of their own below the system's temporary one. What a killed one leaves, <see cref="BenchLeftovers"/> removes.</summary>
internal sealed class BenchStack : IAsyncDisposable
{
    /// <summary>
    /// PostgreSQL's defaults, but for what replication needs and for checkpoints, which would fall into one contender's span and not into the other's:
    /// they are asked for between the spans instead. Writes are synced, as in real life.
    /// </summary>
    private static readonly string[] Settings =
    [
        "wal_level = logical",
        "max_wal_senders = 16",
        "max_replication_slots = 16",
        "max_connections = 100",
        "shared_buffers = 256MB",
        "max_wal_size = 8GB",
        "checkpoint_timeout = 1h",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory(BenchLeftovers.Prefix).FullName;
    private readonly List<PostgresServer> _servers = [];

    private BenchStack() => BenchLeftovers.Own(_folder);

    /// <summary>For what the benchmark needs besides its servers.</summary>
    public string Folder => _folder;

    /// <param name="replicas">How many servers there are besides the source.</param>
    public static async Task<(BenchStack Stack, BenchServers Servers)> StartAsync(int replicas, CancellationToken cancellation)
    {
        var stack = new BenchStack();
        try
        {
            var source = await stack.StartAsync("source", cancellation).ConfigureAwait(false);
            var others = new List<DatabaseEndpoint>();
            for (var number = 1; number <= replicas; number++)
                others.Add(await stack.StartAsync($"replica-{number}", cancellation).ConfigureAwait(false));
            return (stack, new BenchServers(source, others));
        }
        catch
        {
            await stack.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await BenchKafkaStack.StopAsync(_folder, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            foreach (var server in _servers)
                await server.StopAsync("immediate", CancellationToken.None).ConfigureAwait(false);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<DatabaseEndpoint> StartAsync(string name, CancellationToken cancellation)
    {
        // The folder above belongs to us alone; PostgreSQL may run as another user, who must get through it.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var server = new PostgresServer(Path.Combine(_folder, name), PostgresServer.FreePort());
        var password = PostgresServer.NewPassword();
        _servers.Add(server);
        await server.InitializeAsync(password, Settings, cancellation).ConfigureAwait(false);
        await server.StartAsync(cancellation).ConfigureAwait(false);
        return server.SuperuserEndpoint(password);
    }
}
