using Bifrost.Bench;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Bench;

/// <summary>Three servers for the tests of this folder: a subscription cannot follow its own server.</summary>
internal static class BenchServersOfTheRun
{
    private static readonly Lazy<Task<BenchServers>> Servers = new(StartAsync);

    public static Task<BenchServers> StartedAsync() => Servers.Value;

    private static async Task<BenchServers> StartAsync()
    {
        var source = await TestServer.Shared;
        var replicas = await Task.WhenAll(StartAsync("bench-1"), StartAsync("bench-2"));
        return new BenchServers(source.Endpoint(), [.. replicas.Select(static replica => replica.Endpoint())]);
    }

    /// <summary>A subscription of fifty tables starts its workers two at a time, five seconds apart by default.</summary>
    private static Task<TestServer> StartAsync(string name) => TestServer.StartAsync(name, "wal_retrieve_retry_interval = 100ms", "max_sync_workers_per_subscription = 8", "max_logical_replication_workers = 16", "max_worker_processes = 32");
}
