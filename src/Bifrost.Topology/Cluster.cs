namespace Bifrost.Topology;

/// <summary>A Connect cluster that runs every connector of the topology.</summary>
public sealed record Cluster
{
    public required string Name { get; init; }

    public required ClusterKind Kind { get; init; }

    /// <summary>Base URL of its REST API, as written: may hold <c>${env:NAME}</c> and <c>${env:NAME:-default}</c>.</summary>
    public required string Url { get; init; }

    /// <summary>User of basic authentication, as written; null for none.</summary>
    public string? User { get; init; }

    /// <summary>Password of basic authentication: always a reference; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>PEM file of the authority that signed the cluster's certificate, as written; relative to the topology's folder. Null for the system's.</summary>
    public string? Ca { get; init; }

    /// <summary>Addresses of the Kafka brokers behind the cluster, <c>host:port</c> with commas, as written; may hold references. Null where they are not asked.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>Further settings of the broker's client, as librdkafka names them; values as written.</summary>
    public IReadOnlyList<ConfigOverride> Broker { get; init; } = [];

    public required ConnectorVersions Versions { get; init; }

    /// <summary>How keys and values are written to topics.</summary>
    public required Converter Converter { get; init; }

    /// <summary>How it runs under Strimzi; null where nothing is said of that.</summary>
    public StrimziSettings? Strimzi { get; init; }
}

/// <summary>What answers at a cluster's URL.</summary>
public enum ClusterKind
{
    /// <summary><c>embedded</c>: Bifrost's own worker, without Kafka.</summary>
    Embedded,

    /// <summary><c>kafka-connect</c>: Apache Kafka Connect.</summary>
    KafkaConnect,
}

/// <summary>Versions that a cluster runs; they choose the catalog that keys are checked against.</summary>
/// <param name="Debezium">Such as <c>3.6.0.Final</c>.</param>
/// <param name="Kafka">Such as <c>4.3.0</c>.</param>
public sealed record ConnectorVersions(string Debezium, string Kafka);
