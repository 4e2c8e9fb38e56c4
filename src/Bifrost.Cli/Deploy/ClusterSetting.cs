using Bifrost.Topology;

namespace Bifrost.Cli.Deploy;

/// <summary>One setting of a cluster's entry.</summary>
/// <param name="Name">Its path in the entry.</param>
/// <param name="Show">Its value in words; holds no secret, as secrets are references.</param>
/// <param name="Take">The first cluster with this setting of the second.</param>
/// <param name="IsRendered">It can make a difference in a rendered file.</param>
internal sealed record ClusterSetting(string Name, Func<Cluster, string> Show, Func<Cluster, Cluster, Cluster> Take, bool IsRendered = true)
{
    private const string Unset = "(unset)";

    public static IReadOnlyList<ClusterSetting> All { get; } =
    [
        new("kind", static cluster => cluster.Kind == ClusterKind.Embedded ? "embedded" : "kafka-connect", static (cluster, other) => cluster with { Kind = other.Kind }),
        new("url", static cluster => cluster.Url, static (cluster, other) => cluster with { Url = other.Url }, IsRendered: false),
        new("user", static cluster => cluster.User ?? Unset, static (cluster, other) => cluster with { User = other.User }, IsRendered: false),
        new("ca", static cluster => cluster.Ca ?? Unset, static (cluster, other) => cluster with { Ca = other.Ca }, IsRendered: false),
        new("bootstrap", static cluster => cluster.Bootstrap ?? Unset, static (cluster, other) => cluster with { Bootstrap = other.Bootstrap }, IsRendered: false),
        new("versions.debezium", static cluster => cluster.Versions.Debezium, static (cluster, other) => cluster with { Versions = cluster.Versions with { Debezium = other.Versions.Debezium } }),
        new("versions.kafka", static cluster => cluster.Versions.Kafka, static (cluster, other) => cluster with { Versions = cluster.Versions with { Kafka = other.Versions.Kafka } }),
        new("converter", static cluster => Word(cluster.Converter), static (cluster, other) => cluster with { Converter = other.Converter }),
    ];

    private static string Word(Converter converter) => converter switch
    {
        Converter.Json json => json.Schemas ? "json" : "json without schemas",
        Converter.Avro avro => $"avro ({avro.Flavour.ToString().ToLowerInvariant()}), registry {avro.Registry}{(avro.User is null ? "" : $", user {avro.User} with password {avro.Password}")}",
        _ => throw new ArgumentOutOfRangeException(nameof(converter)),
    };
}
