using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Plan;
using Bifrost.Topology;

namespace Bifrost.Cli.Import;

/// <summary>The entry of the cluster that connectors are imported from: as the topology has it that names it, or made of what the cluster says of itself.</summary>
internal static partial class ClusterDraft
{
    /// <param name="known">The cluster's entry in a topology that is there; null for one that is given by its URL.</param>
    public static async Task<JsonObject> ReadAsync(IConnectClient client, Cluster? known, IReadOnlyList<ActualConnector> connectors, CancellationToken cancellation)
    {
        var server = await client.GetServerAsync(cancellation).ConfigureAwait(false);
        var isEmbedded = await client.FindStreamsAsync(cancellation).ConfigureAwait(false) is not null;
        var plugins = await client.ListPluginsAsync(connectorsOnly: true, cancellation).ConfigureAwait(false);
        var cluster = new JsonObject { ["kind"] = isEmbedded ? "embedded" : "kafka-connect", ["url"] = known?.Url ?? client.Endpoint.Address.TrimEnd('/') };
        Add(cluster, "user", known?.User);
        Add(cluster, "password", known?.Password);
        Add(cluster, "ca", known?.Ca);
        Add(cluster, "bootstrap", known?.Bootstrap);
        if (Versions(server, plugins) is { Count: > 0 } versions)
            cluster["versions"] = versions;
        if (Converter(connectors) is { } converter)
            cluster["converter"] = converter;
        return cluster;
    }

    private static void Add(JsonObject cluster, string field, string? value)
    {
        if (value is not null)
            cluster[field] = value;
    }

    private static JsonObject Versions(ServerInfo server, IReadOnlyList<PluginInfo> plugins)
    {
        var versions = new JsonObject();
        if (plugins.FirstOrDefault(static plugin => plugin.Class.StartsWith("io.debezium.", StringComparison.Ordinal) && plugin.Version is not null)?.Version is { } debezium && Version().IsMatch(debezium))
            versions["debezium"] = debezium;
        if (Version().IsMatch(server.Version))
            versions["kafka"] = server.Version;
        return versions;
    }

    /// <summary>The converter that most connectors use; null for JSON with schemas.</summary>
    private static JsonObject? Converter(IReadOnlyList<ActualConnector> connectors) => connectors.Select(static one => Of(one.Config))
        .GroupBy(static one => one?.ToJsonString() ?? "", StringComparer.Ordinal).OrderByDescending(static group => group.Count()).FirstOrDefault()?.First();

    private static JsonObject? Of(IReadOnlyDictionary<string, string> config) => config.GetValueOrDefault("value.converter") switch
    {
        "io.apicurio.registry.utils.converter.AvroConverter" when config.TryGetValue("value.converter.apicurio.registry.url", out var url) => Avro("apicurio", ApicurioPath().Replace(url, "")),
        "io.confluent.connect.avro.AvroConverter" when config.TryGetValue("value.converter.schema.registry.url", out var url) => Avro("confluent", url),
        "org.apache.kafka.connect.json.JsonConverter" when config.GetValueOrDefault("value.converter.schemas.enable") == "false" => new JsonObject { ["kind"] = "json", ["schemas"] = false },
        _ => null,
    };

    private static JsonObject Avro(string flavour, string registry) => new() { ["kind"] = "avro", ["flavour"] = flavour, ["registry"] = registry };

    [GeneratedRegex("/apis/registry/v2$")]
    private static partial Regex ApicurioPath();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+(\.[A-Za-z0-9]+)*$")]
    private static partial Regex Version();
}
