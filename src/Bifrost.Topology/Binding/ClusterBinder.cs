using Bifrost.Topology.Reading;

namespace Bifrost.Topology.Binding;

internal static class ClusterBinder
{
    public static Cluster Bind(PartView cluster, IReadOnlyList<PartView> converters)
    {
        var versions = cluster.Part("versions");
        return new Cluster
        {
            Name = cluster.Name,
            Kind = cluster.Text("kind") == "embedded" ? ClusterKind.Embedded : ClusterKind.KafkaConnect,
            Url = cluster.Required("url"),
            User = cluster.Text("user"),
            Password = cluster.Text("password"),
            Ca = cluster.Text("ca"),
            Bootstrap = cluster.Text("bootstrap"),
            Broker = SourceBinder.BindOverrides(cluster, "broker"),
            Versions = new ConnectorVersions(versions.Required("debezium"), versions.Required("kafka")),
            Converter = BindConverter(cluster.Part("converter"), converters),
            Strimzi = cluster.Part("strimzi") is { IsWritten: true } strimzi ? StrimziBinder.Bind(strimzi) : null,
        };
    }

    private static Converter BindConverter(PartView converter, IReadOnlyList<PartView> named)
    {
        var spec = converter.Text("kind") is not null ? converter : named.FirstOrDefault(one => one.Name == converter.Text("name"));
        if (spec is null)
            return new Converter.Json(Schemas: true);

        return spec.Text("kind") == "avro" ? BindAvro(spec) : new Converter.Json(spec.Switch("schemas"));
    }

    private static Converter.Avro BindAvro(PartView spec) =>
        new(spec.Required("registry"), spec.Text("flavour") == "apicurio" ? RegistryFlavour.Apicurio : RegistryFlavour.Confluent)
        {
            User = spec.Text("user"),
            Password = spec.Text("password"),
            Compatibility = spec.Text("compatibility")?.ToUpperInvariant(),
        };
}
