using System.Text.Json.Nodes;

namespace Bifrost.Templates.Tests;

public class StrimziConnectTests
{
    private static JsonObject Connect(string text) => StrimziTopology.Spec(text, "KafkaConnect");

    private static Dictionary<string, string> Variables(string text) => Connect(text)["template"]!["connectContainer"]!["env"]!.AsArray()
        .ToDictionary(static one => (string)one!["name"]!, static one => $"{one!["valueFrom"]!["secretKeyRef"]!["name"]} {one["valueFrom"]!["secretKeyRef"]!["key"]}");

    private static Dictionary<string, JsonNode> Archives(string text) =>
        Connect(text)["build"]!["plugins"]!.AsArray().ToDictionary(static one => (string)one!["name"]!, static one => one!["artifacts"]!.AsArray().ShouldHaveSingleItem()!);

    [Test]
    public void Each_variable_comes_from_the_secret_of_the_part_that_names_it_and_what_several_name_from_a_shared_one()
    {
        var text = TemplateTopology.Text(
            target: "config: { batch.size: \"${env:BATCH}\" }",
            targets: "gungnir: { connection: { host: h, database: d, user: \"${env:G_USER}\", password: \"${env:PASSWORD}\" } }",
            cluster: $", strimzi: {{ {StrimziTopology.Least} }}, converter: {{ kind: avro, flavour: apicurio, registry: \"${{env:REGISTRY}}\" }}");

        Variables(text).ShouldBe(new Dictionary<string, string>
        {
            ["BATCH"] = "asgard-mjolnir BATCH",
            ["G_USER"] = "asgard-gungnir G_USER",
            ["HOST"] = "asgard-shared HOST",
            ["PASSWORD"] = "asgard-shared PASSWORD",
            ["REGISTRY"] = "asgard-shared REGISTRY",
        });
    }

    [Test]
    public void A_registry_s_variable_is_shared_also_where_one_connector_alone_uses_it() =>
        Variables(StrimziTopology.Text(target: "config: { key.converter.url: \"${env:R}\" }"))["R"].ShouldBe("asgard-shared R");

    [Test]
    public void The_workers_resolve_references_and_those_of_the_topology_alone()
    {
        var config = Connect(StrimziTopology.Text(target: "config: { batch.size: \"${env:BATCH}\" }"))["config"]!;

        ((string?)config["config.providers"]).ShouldBe("env");
        ((string?)config["config.providers.env.param.allowlist.pattern"]).ShouldBe("^(BATCH|HOST|PASSWORD)$");
    }

    [TestCase("${file:/etc/secrets:password}", "mjolnir-sink names ${file:/etc/secrets:password}, and the rendered KafkaConnect has the provider env alone")]
    [TestCase("${env:KAFKA_BATCH}", "Strimzi does not hand to a pod")]
    [TestCase("${env:STRIMZI_BATCH}", "Strimzi does not hand to a pod")]
    [TestCase("${env:a-b}", "Strimzi does not hand to a pod")]
    public void A_reference_that_the_pods_could_not_resolve_is_refused(string reference, string says) =>
        StrimziTopology.FaultOf(StrimziTopology.Text(target: $"config: {{ batch.size: \"{reference}\" }}")).ShouldContain(says);

    [Test]
    public void The_image_gets_the_plugins_of_the_connectors_and_of_the_converter_in_the_topology_s_versions()
    {
        Archives(StrimziTopology.Text()).Keys.ShouldBe(["debezium-connector-jdbc", "debezium-connector-postgres"]);
        var archives = Archives(StrimziTopology.Text(cluster: ", converter: { kind: avro, flavour: apicurio, registry: r }"));

        archives.Keys.ShouldBe(["apicurio-registry-distro-connect-converter", "debezium-connector-jdbc", "debezium-connector-postgres"]);
        ((string?)archives["debezium-connector-postgres"]["url"]).ShouldEndWith("/debezium-connector-postgres/3.6.0.Final/debezium-connector-postgres-3.6.0.Final-plugin.tar.gz");
        archives.Values.ShouldAllBe(static one => (string?)one["type"] == "tgz");
    }

    [Test]
    public void No_checksum_is_rendered_that_nobody_has_written()
    {
        var sha = new string('b', 128);

        Archives(StrimziTopology.Text()).Values.ShouldAllBe(static one => one["sha512sum"] == null);
        var archives = Archives(StrimziTopology.Text($"{StrimziTopology.Least}, plugins: {{ debezium-connector-jdbc: {{ sha512: {sha} }} }}"));
        archives.Where(static one => one.Value["sha512sum"] is not null).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static one => one.Key.ShouldBe("debezium-connector-jdbc"), one => ((string?)one.Value["sha512sum"]).ShouldBe(sha), static one => ((string)one.Value["url"]!).ShouldContain("3.6.0.Final"));
    }

    [TestCase("debezium-connector-jdbc: { version: 3.6.1.Final }", "debezium-connector-jdbc", "tgz", "debezium-connector-jdbc-3.6.1.Final-plugin.tar.gz")]
    [TestCase("debezium-connector-jdbc: { url: \"https://mirror.example/jdbc.zip\" }", "debezium-connector-jdbc", "zip", "https://mirror.example/jdbc.zip")]
    [TestCase("mine: { url: \"https://mirror.example/mine.jar\" }", "mine", "jar", "https://mirror.example/mine.jar")]
    [TestCase("kafka-connect-avro-converter: { version: 8.0.0 }", "kafka-connect-avro-converter", "zip", "/8.0.0/confluentinc-kafka-connect-avro-converter-8.0.0.zip")]
    public void A_plugin_of_the_topology_wins_or_comes_on_top(string plugin, string name, string type, string url)
    {
        var archive = Archives(StrimziTopology.Text($"{StrimziTopology.Least}, plugins: {{ {plugin} }}"))[name];

        ((string?)archive["type"]).ShouldBe(type);
        ((string?)archive["url"]).ShouldEndWith(url);
    }

    [Test]
    public void A_plugin_whose_version_or_address_cannot_be_known_is_asked_for()
    {
        StrimziTopology.FaultOf(StrimziTopology.Text(cluster: ", converter: { kind: avro, registry: r }")).ShouldContain("Set clusters.kafka.strimzi.plugins.kafka-connect-avro-converter.version");
        StrimziTopology.FaultOf(StrimziTopology.Text(target: "connector: confluent-jdbc")).ShouldContain("clusters.kafka.strimzi.plugins.kafka-connect-jdbc.version");
        StrimziTopology.FaultOf(StrimziTopology.Text($"{StrimziTopology.Least}, plugins: {{ mine: {{ version: 1.0 }} }}")).ShouldContain("clusters.kafka.strimzi.plugins.mine has no 'url'");
        const string Foreign = "config: { value.converter: org.example.Converter }";
        StrimziTopology.FaultOf(StrimziTopology.Text(target: Foreign)).ShouldContain("mjolnir-sink uses org.example.Converter");
        Archives(StrimziTopology.Text($"{StrimziTopology.Least}, plugins: {{ mine: {{ url: \"https://mirror.example/mine.zip\" }} }}", target: Foreign)).ShouldContainKey("mine");
    }

    [Test]
    public void An_image_of_one_s_own_is_run_and_not_built()
    {
        var built = Connect(StrimziTopology.Text($"{StrimziTopology.Least}, pushSecret: login"));
        built["build"]!["output"]!.ToJsonString().ShouldBe("""{"type":"docker","image":"registry.example/connect:1","pushSecret":"login"}""");
        built.ShouldNotContainKey("image");

        var own = Connect(StrimziTopology.Text($"{StrimziTopology.Least}, build: false"));
        ((string?)own["image"]).ShouldBe("registry.example/connect:1");
        own.ShouldNotContainKey("build");
    }

    [Test]
    public void The_workers_log_in_as_the_topology_says()
    {
        var tls = Connect(StrimziTopology.Text());
        ((string?)tls["bootstrapServers"], (string?)tls["authentication"]!["type"], (string?)tls["authentication"]!["certificateAndKey"]!["secretName"]).ShouldBe(("brokers-kafka-bootstrap:9093", "tls", "asgard-kafka"));
        ((string?)tls["tls"]!["trustedCertificates"]![0]!["secretName"]).ShouldBe("brokers-cluster-ca-cert");

        var scram = Connect(StrimziTopology.Text($"{StrimziTopology.Least}, login: scram-sha-512"));
        scram["authentication"]!.ToJsonString().ShouldBe("""{"type":"scram-sha-512","username":"asgard-kafka","passwordSecret":{"secretName":"asgard-kafka","password":"password"}}""");

        var none = Connect(StrimziTopology.Text($"{StrimziTopology.Least}, login: none"));
        ((string?)none["bootstrapServers"], none.ContainsKey("tls"), none.ContainsKey("authentication")).ShouldBe(("brokers-kafka-bootstrap:9092", false, false));
        ((string?)Connect(StrimziTopology.Text($"{StrimziTopology.Least}, bootstrap: \"elsewhere:9094\""))["bootstrapServers"]).ShouldBe("elsewhere:9094");
    }

    [Test]
    public void The_number_of_pods_and_the_version_of_Kafka_are_the_topology_s()
    {
        var connect = Connect(StrimziTopology.Text($"{StrimziTopology.Least}, replicas: 3"));

        ((long?)connect["replicas"], (string?)connect["version"]).ShouldBe((3L, "4.3.0"));
    }
}
