using System.Text.Json.Nodes;
using Bifrost.Templates.Strimzi;

namespace Bifrost.Templates.Tests;

public class StrimziFilesTests
{
    private const string Another = "gungnir: { connection: { host: h, database: d, user: u, password: \"${env:P}\" } }";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-strimzi-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_cluster_has_a_file_for_each_resource_and_one_that_says_nothing_of_Strimzi_has_none()
    {
        StrimziTopology.Render(StrimziTopology.Text()).Select(static one => one.RelativePath).ShouldBe(
        [
            "kafka/strimzi/connect.yaml", "kafka/strimzi/connector-thor-source.yaml", "kafka/strimzi/connector-mjolnir-sink.yaml",
            "kafka/strimzi/topic-asgard-kafka-configs.yaml", "kafka/strimzi/topic-asgard-kafka-offsets.yaml", "kafka/strimzi/topic-asgard-kafka-status.yaml", "kafka/strimzi/user.yaml",
        ]);
        StrimziTopology.Render(TemplateTopology.Text()).ShouldBeEmpty();
    }

    [Test]
    public void Rendering_twice_gives_the_same_bytes_and_every_file_ends_with_a_line()
    {
        var once = StrimziTopology.Render(StrimziTopology.Text());

        StrimziTopology.Render(StrimziTopology.Text()).ShouldBe(once);
        once.ShouldAllBe(static one => one.Yaml.EndsWith('\n') && !one.Yaml.Contains('\r') && !one.Yaml.EndsWith("\n\n"));
    }

    [Test]
    public void One_more_target_adds_a_file_and_changes_no_other_than_the_workers_and_their_user()
    {
        var before = StrimziTopology.Render(StrimziTopology.Text());
        var after = StrimziTopology.Render(StrimziTopology.Text(targets: Another));

        after.Except(before).Select(static one => one.RelativePath).ShouldBe(["kafka/strimzi/connect.yaml", "kafka/strimzi/connector-gungnir-sink.yaml", "kafka/strimzi/user.yaml"]);
    }

    [Test]
    public void A_namespace_is_on_every_resource_or_on_none()
    {
        StrimziTopology.Render(StrimziTopology.Text($"{StrimziTopology.Least}, namespace: streams")).Select(StrimziTopology.Values).ShouldAllBe(static one => (string?)one["metadata"]!["namespace"] == "streams");
        StrimziTopology.Render(StrimziTopology.Text()).ShouldAllBe(static one => !one.Yaml.Contains("namespace"));
    }

    [Test]
    public void No_file_holds_a_secret() =>
        StrimziTopology.Render(StrimziTopology.Text()).SelectMany(static one => one.Yaml.Split('\n')).Where(static line => line.Contains("password:", StringComparison.Ordinal)).ShouldAllBe(static line => line.EndsWith("password: \"${env:PASSWORD}\""));

    [Test]
    public void Connectors_and_resources_know_nothing_of_each_other_s_files()
    {
        var topology = TemplateTopology.Read(StrimziTopology.Text());
        var (connectors, resources) = (ConnectorRenderer.Render(topology), StrimziTopology.Render(StrimziTopology.Text()));

        RenderWriter.Write(_folder, topology, connectors);
        RenderWriter.Write(_folder, topology, resources).Count.ShouldBe(resources.Count);

        RenderWriter.Write(_folder, topology, connectors).ShouldBeEmpty();
        RenderCheck.Compare(_folder, topology, resources).ShouldBeEmpty();
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count().ShouldBe(connectors.Count + resources.Count);
    }

    [Test]
    public void A_resource_that_is_gone_is_removed_and_what_others_wrote_is_kept()
    {
        var topology = TemplateTopology.Read(StrimziTopology.Text());
        RenderWriter.Write(_folder, topology, StrimziTopology.Render(StrimziTopology.Text(targets: Another)));
        File.WriteAllText(Path.Combine(_folder, "kafka/strimzi/mine.yaml"), "kind: KafkaTopic\n");
        File.WriteAllText(Path.Combine(_folder, "kafka/strimzi/theirs.yaml"), File.ReadAllText(Path.Combine(_folder, "kafka/strimzi/user.yaml")).Replace("asgard", "midgard", StringComparison.Ordinal));
        File.Copy(Path.Combine(_folder, "kafka/strimzi/user.yaml"), Path.Combine(_folder, "kafka/copy.yaml"));
        var now = StrimziTopology.Render(StrimziTopology.Text());

        RenderWriter.Write(_folder, topology, now).Where(static one => one.Kind == RenderDifferenceKind.LeftOver).ShouldHaveSingleItem().RelativePath.ShouldBe("kafka/strimzi/connector-gungnir-sink.yaml");

        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe([.. now.Select(static one => Path.GetFileName(one.RelativePath)), "mine.yaml", "theirs.yaml", "copy.yaml"], ignoreOrder: true);
    }

    [Test]
    public void Names_of_Bifrost_s_own_are_mapped_to_what_Kubernetes_takes()
    {
        var text = StrimziTopology.Text().Replace("name: asgard", "name: as_gard", StringComparison.Ordinal);

        StrimziTopology.Render(text).First().ShouldSatisfyAllConditions(static one => one.Name.ShouldBe("as-gard-kafka"), static one => one.Yaml.ShouldContain("bifrost.topology: as-gard\n"), static one => one.Yaml.ShouldContain("name: as-gard-shared\n"));
    }

    [TestCase("  kafka_a: { kind: kafka-connect, url: h, strimzi: { kafka: k, image: i, namespace: a } }\n  kafka-a: { kind: kafka-connect, url: h, strimzi: { kafka: k, image: i, namespace: b } }\n", "'clusters.kafka_a' and 'clusters.kafka-a' would both be the KafkaConnect 'asgard-kafka-a'")]
    [TestCase("  other: { kind: kafka-connect, url: h, strimzi: { kafka: k, image: i } }\n", "clusters.kafka and clusters.other would both have their connectors in the same namespace")]
    [TestCase("  abcdefghijabcdefghijabcdefghijabcdefghij: { kind: kafka-connect, url: h, strimzi: { kafka: k, image: i, namespace: a } }\n", null)]
    [TestCase("  x_: { kind: kafka-connect, url: h, strimzi: { kafka: k, image: i, namespace: a } }\n", "clusters.x_ cannot be named on Kubernetes: 'asgard-x-'")]
    public void Names_that_would_be_one_or_none_are_refused(string clusters, string? says)
    {
        var text = StrimziTopology.Text().Replace("  embedded:", $"{clusters}  embedded:", StringComparison.Ordinal);

        if (says is null)
            StrimziTopology.Render(text).ShouldContain(static one => one.Name == "asgard-abcdefghijabcdefghijabcdefghijabcdefghij");
        else
            StrimziTopology.FaultOf(text).ShouldStartWith(says);
    }

    [Test]
    public void A_name_that_leaves_no_room_for_Strimzi_s_own_is_refused() =>
        StrimziTopology.FaultOf(StrimziTopology.Text().Replace("name: asgard", "name: a-name-of-nearly-forty-characters-for-it", StringComparison.Ordinal)
            .Replace("  kafka:", "  kafka-on-kubernetes:", StringComparison.Ordinal)).ShouldContain("longer than the 51 characters");

    [Test]
    public void A_part_whose_secret_would_be_the_user_s_is_refused() =>
        StrimziTopology.FaultOf(StrimziTopology.Text(targets: "kafka: { connection: { host: h, database: d, user: u, password: \"${env:P}\" } }")).ShouldContain("the secret 'asgard-kafka', which Strimzi fills");

    [TestCase("spec.replica", "1", "'KafkaConnect.spec.replica' is not known here.")]
    [TestCase("spec.replicas", "\"1\"", "'KafkaConnect.spec.replicas' must be integer, not string.")]
    [TestCase("spec.replicas", "1.5", "'KafkaConnect.spec.replicas' must be integer, not number.")]
    [TestCase("spec.groupId", null, "'KafkaConnect.spec.groupId' is missing.")]
    [TestCase("spec.build.output.type", "\"podman\"", "'KafkaConnect.spec.build.output.type' must be one of docker, imagestream.")]
    [TestCase("spec.build.plugins.0.name", "\"Debezium\"", "'KafkaConnect.spec.build.plugins[0].name' must match")]
    [TestCase("spec.build.plugins.0.artifacts.0.url", "\"here\"", "must match")]
    [TestCase("spec.template.connectContainer.env.0.valueFrom.secretKeyRef.key", null, "'KafkaConnect.spec.template.connectContainer.env[0].valueFrom.secretKeyRef.key' is missing.")]
    [TestCase("apiVersion", "\"kafka.strimzi.io/v1beta2\"", "must be one of kafka.strimzi.io/v1.")]
    [TestCase("kind", "\"KafkaBridge\"", "'KafkaBridge' is not known here.")]
    public void A_field_that_Strimzi_does_not_take_is_a_fault(string path, string? value, string says)
    {
        var resource = StrimziTopology.Resource(StrimziTopology.Text(), "KafkaConnect");
        ResourceSchema.Faults(resource).ShouldBeEmpty();

        var names = path.Split('.');
        var parent = names[..^1].Aggregate((JsonNode)resource, static (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!);
        if (value is null)
            parent.AsObject().Remove(names[^1]);
        else
            parent[names[^1]] = JsonNode.Parse(value);

        ResourceSchema.Faults(resource).ShouldHaveSingleItem().ShouldContain(says);
    }

    [TestCase("KafkaConnector", "tasksMax", "0", "must be at least 1")]
    [TestCase("KafkaConnector", "state", "\"RUNNING\"", "must be one of paused, stopped, running")]
    [TestCase("KafkaConnector", "pause", "true", "is not known here")]
    [TestCase("KafkaConnector", "config", "{ \"a\": 1 }", "'KafkaConnector.spec.config.a' must be string, not number")]
    [TestCase("KafkaTopic", "replicas", "40000", "must be at most 32767")]
    [TestCase("KafkaUser", "authorization", "{ \"type\": \"simple\" }", "'KafkaUser.spec.authorization.acls' is missing")]
    public void So_is_one_of_the_other_resources(string kind, string field, string value, string says)
    {
        var resource = StrimziTopology.Values(StrimziTopology.Render(StrimziTopology.Text()).First(one => one.Kind == kind));
        resource["spec"]![field] = JsonNode.Parse(value);

        ResourceSchema.Faults(resource).ShouldHaveSingleItem().ShouldContain(says);
    }
}
