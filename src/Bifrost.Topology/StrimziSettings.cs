namespace Bifrost.Topology;

/// <summary>How a Kafka Connect cluster runs on Kubernetes under Strimzi.</summary>
public sealed record StrimziSettings
{
    /// <summary>Name of Strimzi's <c>Kafka</c> resource: topics and users are made there.</summary>
    public required string Kafka { get; init; }

    /// <summary>The image with the plugins: built and pushed there, or taken from there where <see cref="Build"/> is false.</summary>
    public required string Image { get; init; }

    /// <summary>Strimzi builds the image.</summary>
    public required bool Build { get; init; }

    /// <summary>Secret with the registry's login, for the push; null for none.</summary>
    public string? PushSecret { get; init; }

    /// <summary>Namespace that every resource names; null leaves it to whoever applies them.</summary>
    public string? Namespace { get; init; }

    /// <summary>Worker pods.</summary>
    public required int Replicas { get; init; }

    /// <summary>How the workers log in at the brokers.</summary>
    public required StrimziLogin Login { get; init; }

    /// <summary>The brokers, <c>host:port</c> with commas; null for the bootstrap service of <see cref="Kafka"/>.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>Strimzi restarts a connector or task that failed.</summary>
    public required bool AutoRestart { get; init; }

    /// <summary>Where an archive comes from that is not taken as Bifrost knows it, and archives of one's own, in the order of the file.</summary>
    public IReadOnlyList<StrimziPlugin> Plugins { get; init; } = [];
}

/// <summary>A plugin's archive.</summary>
/// <param name="Name">Of the plugin in the image, such as <c>debezium-connector-jdbc</c>.</param>
/// <param name="Version">Null where it follows from the topology, or does not matter to the address.</param>
/// <param name="Url">Null for the maker's own address.</param>
/// <param name="Sha512">Checksum of the archive, 128 hexadecimal digits; null where nobody has taken it.</param>
public sealed record StrimziPlugin(string Name, string? Version, string? Url, string? Sha512);

/// <summary>How the workers log in at the brokers.</summary>
public enum StrimziLogin
{
    /// <summary><c>tls</c>: with the certificate of their <c>KafkaUser</c>.</summary>
    Tls,

    /// <summary><c>scram-sha-512</c>: with the password of their <c>KafkaUser</c>, over TLS.</summary>
    ScramSha512,

    /// <summary><c>none</c>: not at all, and without TLS.</summary>
    None,
}
