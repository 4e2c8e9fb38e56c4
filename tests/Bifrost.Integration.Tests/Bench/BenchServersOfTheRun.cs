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
        var replicas = await Task.WhenAll(TestServer.StartAsync("bench-1"), TestServer.StartAsync("bench-2"));
        return new BenchServers(source.Endpoint(), [.. replicas.Select(static replica => replica.Endpoint())]);
    }
}
