using System.Globalization;
using Bifrost.Bench.Contenders.Kafka;
using Bifrost.Connect.Client;
using Bifrost.Replication.Engine;

namespace Bifrost.Bench;

/// <summary>A broker and a Kafka Connect worker for one benchmark: connectors are made there and deleted again, topics stay.</summary>
/// <param name="Connect">The worker; in its environment stands what <see cref="VariablesFor"/> gives, and its <c>env</c> provider is on.</param>
/// <param name="Processes">Of the broker and the worker, for their processor time; empty where they run elsewhere.</param>
public sealed record BenchKafka(ConnectEndpoint Connect, IReadOnlyList<int> Processes)
{
    /// <summary>Java classes that have to be installed there.</summary>
    public static IReadOnlyList<string> Classes { get; } = [KafkaConnectors.SourceClass, KafkaConnectors.SinkClass];

    /// <summary>Variables for the worker's environment: the servers' passwords. Connectors only refer to them, so neither the worker's log nor its topics hold one.</summary>
    public static IReadOnlyDictionary<string, string> VariablesFor(BenchServers servers) =>
        servers.Replicas.Prepend(servers.Source).ToDictionary(PasswordVariable, static server => server.Password ?? "");

    internal static string PasswordVariable(DatabaseEndpoint server) => string.Create(CultureInfo.InvariantCulture, $"BIFROST_BENCH_PASSWORD_{server.Port}");
}
