using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bifrost.Templates.Tests;

public class StrimziConnectorTests
{
    [TestCase("thor-source")]
    [TestCase("mjolnir-sink")]
    public void A_connector_has_the_rendered_keys_less_those_that_Strimzi_keeps_in_fields_of_its_own(string name)
    {
        var spec = StrimziTopology.Spec(StrimziTopology.Text(), "KafkaConnector", name);
        var config = TemplateTopology.Config(StrimziTopology.Text(), name);

        ((string?)spec["class"], (long?)spec["tasksMax"]).ShouldBe((config["connector.class"], long.Parse(config["tasks.max"])));
        spec["config"]!.AsObject().ToDictionary(static pair => pair.Key, static pair => (string)pair.Value!)
            .ShouldBe(config.Where(static pair => pair.Key is not ("connector.class" or "tasks.max")), ignoreOrder: true);
        spec["config"]!.AsObject().Select(static pair => pair.Key).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Test]
    public void A_state_and_a_version_of_the_plugin_go_to_their_fields_and_only_where_they_are_asked_for()
    {
        var spec = StrimziTopology.Spec(StrimziTopology.Text(target: "state: stopped\n    config: { tasks.max: 3, connector.plugin.version: 3.6.0.Final }"), "KafkaConnector", "mjolnir-sink");

        ((string?)spec["state"], (string?)spec["version"], (long?)spec["tasksMax"]).ShouldBe(("stopped", "3.6.0.Final", 3L));
        spec["config"]!.AsObject().ShouldNotContainKey("connector.plugin.version");
        StrimziTopology.Spec(StrimziTopology.Text(), "KafkaConnector", "mjolnir-sink").Select(static pair => pair.Key).ShouldBe(["class", "tasksMax", "autoRestart", "config"]);
    }

    [Test]
    public void What_failed_is_restarted_unless_the_topology_says_otherwise()
    {
        StrimziTopology.Spec(StrimziTopology.Text(), "KafkaConnector", "mjolnir-sink")["autoRestart"]!.ToJsonString().ShouldBe("""{"enabled":true}""");
        StrimziTopology.Spec(StrimziTopology.Text($"{StrimziTopology.Least}, autoRestart: false"), "KafkaConnector", "mjolnir-sink")["autoRestart"]!.ToJsonString().ShouldBe("""{"enabled":false}""");
    }

    [Test]
    public void A_connector_is_its_cluster_s_by_its_label() =>
        JsonNode.DeepEquals(StrimziTopology.Resource(StrimziTopology.Text(), "KafkaConnector", "thor-source")["metadata"], JsonNode.Parse("""
            { "name": "thor-source", "labels": { "bifrost.topology": "asgard", "strimzi.io/cluster": "asgard-kafka" } }
            """)).ShouldBeTrue();

    [Test]
    public void A_value_that_YAML_could_misread_arrives_as_it_was_written()
    {
        const string Value = "yes: \"on\" # {{x}} ${topic} 'é' \\";

        var text = StrimziTopology.Text(source: $"heartbeat: {{ query: {JsonSerializer.Serialize(Value)} }}", target: "config: { a: on, b: 1e3, c: \"~\" }");

        ((string?)StrimziTopology.Spec(text, "KafkaConnector", "thor-source")["config"]!["heartbeat.action.query"]).ShouldBe(Value);
        StrimziTopology.Spec(text, "KafkaConnector", "mjolnir-sink")["config"]!.AsObject().Where(static pair => pair.Key is "a" or "b" or "c").Select(static pair => (string?)pair.Value).ShouldBe(["on", "1e3", "~"]);
    }

    [TestCase("name: Mjolnir_Sink", "targets.mjolnir: the connector 'Mjolnir_Sink' cannot be a resource of Kubernetes")]
    [TestCase("config: { tasks.max: many }", "mjolnir-sink has tasks.max 'many'")]
    [TestCase("config: { tasks.max: 0 }", "mjolnir-sink has tasks.max '0'")]
    public void What_a_resource_cannot_say_is_refused(string target, string says) => StrimziTopology.FaultOf(StrimziTopology.Text(target: target)).ShouldContain(says);
}
