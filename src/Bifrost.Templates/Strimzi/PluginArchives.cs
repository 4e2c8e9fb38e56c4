using Bifrost.Topology;

namespace Bifrost.Templates.Strimzi;

/// <summary>The archives that an image must have for a cluster's connectors.</summary>
internal static class PluginArchives
{
    /// <summary>The edition of Apicurio's converter that the suites run: the last line whose API is the one that the rendered registry URLs name.</summary>
    private const string Apicurio = "2.6.2.Final";

    private static readonly IReadOnlyList<Known> All =
    [
        new("debezium-connector-postgres", "io.debezium.connector.postgresql.PostgresConnector", static cluster => cluster.Versions.Debezium, static version => Maven("io/debezium", "debezium-connector-postgres", version, "-plugin.tar.gz")),
        new("debezium-connector-jdbc", "io.debezium.connector.jdbc.JdbcSinkConnector", static cluster => cluster.Versions.Debezium, static version => Maven("io/debezium", "debezium-connector-jdbc", version, "-plugin.tar.gz")),
        new("kafka-connect-jdbc", "io.confluent.connect.jdbc.JdbcSinkConnector", static _ => null, static version => Confluent("kafka-connect-jdbc", version)),
        new("apicurio-registry-distro-connect-converter", "io.apicurio.registry.utils.converter.AvroConverter", static _ => Apicurio, static version => Maven("io/apicurio", "apicurio-registry-distro-connect-converter", version, ".tar.gz")),
        new("kafka-connect-avro-converter", "io.confluent.connect.avro.AvroConverter", static _ => null, static version => Confluent("kafka-connect-avro-converter", version)),
    ];

    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<PluginArchive> Of(Deployment deployment)
    {
        var written = deployment.Settings.Plugins;
        var used = deployment.Connectors.SelectMany(connector => Classes(connector).Select(name => PluginOf(deployment, connector.Name, name))).OfType<string>();
        return [.. used.Concat(written.Select(static one => one.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Archive(deployment.Cluster, name, written.FirstOrDefault(one => one.Name == name)))];
    }

    private static IEnumerable<string> Classes(DeployedConnector connector) =>
        new[] { "connector.class", "key.converter", "value.converter", "header.converter" }.Select(key => connector.Config.GetValueOrDefault(key)).OfType<string>();

    // Kafka's own classes are in every image; what is in a plugin of one's own cannot be seen from here.
    private static string? PluginOf(Deployment deployment, string connector, string name)
    {
        if (All.FirstOrDefault(one => one.Class == name) is { } known)
            return known.Name;
        var own = deployment.Settings.Plugins.Any(static one => All.All(known => known.Name != one.Name));
        return own || name.StartsWith("org.apache.kafka.", StringComparison.Ordinal) ? null : throw StrimziException.UnknownClass(deployment.Cluster.Name, connector, name);
    }

    private static PluginArchive Archive(Cluster cluster, string name, StrimziPlugin? written)
    {
        var known = All.FirstOrDefault(one => one.Name == name);
        if (written?.Url is { } url)
            return new PluginArchive(name, url, written.Sha512);
        if (known is null)
            throw StrimziException.NoUrl(cluster.Name, name);
        var version = written?.Version ?? known.Version(cluster) ?? throw StrimziException.NoVersion(cluster.Name, name);
        return new PluginArchive(name, known.Url(version), written?.Sha512);
    }

    private static string Maven(string group, string artifact, string version, string ending) => $"https://repo1.maven.org/maven2/{group}/{artifact}/{version}/{artifact}-{version}{ending}";

    private static string Confluent(string plugin, string version) => $"https://hub-downloads.confluent.io/api/plugins/confluentinc/{plugin}/versions/{version}/confluentinc-{plugin}-{version}.zip";

    /// <param name="Version">Where the topology or its suites say one; null where it must be written.</param>
    private sealed record Known(string Name, string Class, Func<Cluster, string?> Version, Func<string, string> Url);
}

/// <summary>An archive of a plugin.</summary>
/// <param name="Sha512">Only what somebody has written: a checksum that nobody has taken proves nothing.</param>
internal sealed record PluginArchive(string Name, string Url, string? Sha512)
{
    /// <summary>Strimzi's word for how it is unpacked.</summary>
    public string Type => Url.EndsWith(".zip", StringComparison.Ordinal) ? "zip" : Url.EndsWith(".jar", StringComparison.Ordinal) ? "jar" : "tgz";
}
