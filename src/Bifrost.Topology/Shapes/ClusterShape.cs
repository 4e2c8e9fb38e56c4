namespace Bifrost.Topology.Shapes;

/// <summary>The fields of a Connect cluster, and of a converter.</summary>
internal static class ClusterShape
{
    public static MapShape Converter { get; } = new("a converter",
    [
        new("kind", Texts.OneOf("json", "avro"), "How records are written.", Required: true),
        new("schemas", new SwitchShape(), "json: each record carries its schema, which the JDBC sinks need.", Default: "true"),
        new("registry", Texts.ForWorker, "avro: base URL of the schema registry, such as ${env:SCHEMA_REGISTRY_URL}."),
        new("user", Texts.ForWorker, "avro: user of the registry's basic authentication, such as ${env:SCHEMA_REGISTRY_USER}."),
        new("password", Texts.Secret, "avro: its password: a reference."),
        new("compatibility", Texts.OneOf("none", "backward", "backward_transitive", "forward", "forward_transitive", "full", "full_transitive"),
            "avro: how a new schema must fit those before it; 'bifrost registry compat --apply' sets it for the subjects of this topology. Unset leaves it to the registry."),
        new("flavour", Texts.OneOf("confluent", "apicurio"), "avro: whose converter is installed on the workers.", Default: "confluent"),
    ]);

    public static MapShape Fields { get; } = new("a cluster",
    [
        new("kind", Texts.OneOf("embedded", "kafka-connect"), "What answers at the URL: Bifrost's own worker, or Apache Kafka Connect.", Required: true),
        new("url", Texts.ForBifrost, "Base URL of the REST API; may hold ${env:NAME:-default}.", Required: true),
        new("user", Texts.ForBifrost, "User of basic authentication."),
        new("password", Texts.Secret, "Password of basic authentication: a reference."),
        new("ca", Texts.ForBifrost, "PEM file of the authority that signed the certificate of an https URL, beside this file unless it begins with /; unset trusts the system's."),
        new("bootstrap", Texts.ForBifrost, "kafka-connect: host:port of a Kafka broker, several separated by commas; for what Connect does not tell, such as lag. May hold ${env:NAME:-default}."),
        new("broker", new OverridesShape(), "kafka-connect: further settings of the broker's client, as librdkafka names them, such as security.protocol."),
        new("versions", new MapShape("versions",
        [
            new("debezium", Texts.Version, "Version of Debezium's connectors.", Default: "3.6.0.Final"),
            new("kafka", Texts.Version, "Version of Kafka Connect.", Default: "4.3.0"),
        ]), "Versions that the cluster runs."),
        new("converter", new MapShape("a converter", [new("name", Texts.Name, "A converter of this file."), .. Converter.Fields.Select(field => field with { Required = false })], "name"),
            "How keys and values are written: the name of a converter of this file, or a converter. 'json', with schemas, is always there.", Default: "json"),
        new("strimzi", StrimziShape.Fields, "kafka-connect: how it runs on Kubernetes, for 'bifrost render --format strimzi'."),
    ]);
}
