using Bifrost.Bench;
using Bifrost.Connect.Client;
using Bifrost.Stack;
using Bifrost.Stack.Kafka;

namespace Bifrost.Cli.Bench;

/// <summary>A broker and a Connect worker in a benchmark's folder, on free ports. Whoever starts it stops it, also where the start failed.</summary>
internal static class BenchKafkaStack
{
    private const string Name = "kafka";

    /// <param name="folder">The benchmark's.</param>
    /// <param name="servers">The databases that connectors will work on.</param>
    /// <exception cref="StackException">A part does not come up.</exception>
    public static async Task<BenchKafka> StartAsync(string folder, KafkaProgram program, BenchServers servers, IProgress<StackStep> progress, CancellationToken cancellation)
    {
        var at = KafkaAddresses.OnFreePorts();
        await In(folder).EnsureAsync(program, at, BenchKafka.VariablesFor(servers), progress, cancellation).ConfigureAwait(false);
        var parts = await In(folder).StatusAsync(cancellation).ConfigureAwait(false);
        return new BenchKafka(new ConnectEndpoint(Name, at.Connect), [.. parts.Select(static part => part.ProcessId).OfType<int>()]);
    }

    /// <summary>Does nothing where the folder never had a Kafka.</summary>
    public static Task StopAsync(string folder, CancellationToken cancellation) => In(folder).StopAsync(null, cancellation);

    private static KafkaStack In(string folder) => new(Path.Combine(folder, Name));
}
