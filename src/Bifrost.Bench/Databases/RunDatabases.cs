using Bifrost.Postgres.Failures;

namespace Bifrost.Bench.Databases;

/// <summary>
/// A source and its replicas, empty and of the same name on every server, for one contender in one run. Disposing of them drops them, with their slots:
/// a slot left behind would make the next contender's source keep and decode WAL for nobody.
/// </summary>
internal sealed class RunDatabases : IAsyncDisposable
{
    private readonly BenchServers _servers;

    private RunDatabases(BenchServers servers, string name)
    {
        _servers = servers;
        Name = name;
        Source = new BenchDatabase(servers.Source with { Database = name }, DatabaseSide.Source);
        Replicas = [.. servers.Replicas.Select(replica => new BenchDatabase(replica with { Database = name }, DatabaseSide.Target))];
    }

    /// <summary>Name of the databases; slots and publications are named after it.</summary>
    public string Name { get; }

    public BenchDatabase Source { get; }

    public IReadOnlyList<BenchDatabase> Replicas { get; }

    public IEnumerable<BenchDatabase> All => [Source, .. Replicas];

    public static async Task<RunDatabases> CreateAsync(BenchServers servers, string name, CancellationToken cancellation)
    {
        var databases = new RunDatabases(servers, name);
        await databases.DropAsync(cancellation).ConfigureAwait(false);
        foreach (var server in databases.Servers)
            await server.ExecuteAsync("creating a database", cancellation, $"create database {name}").ConfigureAwait(false);
        return databases;
    }

    /// <summary>Writes every server's dirty pages, so that one workload does not pay for the one before it.</summary>
    public Task SettleAsync(CancellationToken cancellation) =>
        Task.WhenAll(All.Select(database => database.ExecuteAsync("settling", cancellation, "checkpoint")));

    public async ValueTask DisposeAsync() => await DropAsync(CancellationToken.None).ConfigureAwait(false);

    private IEnumerable<BenchDatabase> Servers =>
        [new(_servers.Source, DatabaseSide.Source), .. _servers.Replicas.Select(static replica => new BenchDatabase(replica, DatabaseSide.Target))];

    private async Task DropAsync(CancellationToken cancellation)
    {
        foreach (var server in Servers.Reverse())
            await server.ExecuteAsync("dropping a database", cancellation, EndReaders(), DropSlots(), $"drop database if exists {Name} with (force)").ConfigureAwait(false);
    }

    private string EndReaders() => $"select pg_terminate_backend(active_pid) from pg_replication_slots where database = '{Name}' and active";

    /// <summary>A reader that was ended lets go of its slot a moment later: ask again for up to five seconds.</summary>
    private string DropSlots() => $"""
        do $$
        declare slot record;
        begin
          for slot in select slot_name from pg_replication_slots where database = '{Name}' loop
            for attempt in 1..500 loop
              begin
                perform pg_drop_replication_slot(slot.slot_name);
                exit;
              exception
                when object_in_use then perform pg_sleep(0.01);
                when undefined_object then exit;
              end;
            end loop;
          end loop;
        end $$
        """;
}
