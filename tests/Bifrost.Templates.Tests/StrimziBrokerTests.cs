using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Tests;

/// <summary>What is made on the brokers: topics, and a user with its rights.</summary>
public class StrimziBrokerTests
{
    private const string Settings = "tables: [raw.Portes, raw.old_log]\n    topics: { partitions: 3, replication: -1, config: { retention.ms: 1000, cleanup.policy: compact } }";

    private static IEnumerable<string> Rules(string text) => StrimziTopology.Spec(text, "KafkaUser")["authorization"]!["acls"]!.AsArray()
        .Select(static rule => $"{rule!["resource"]!["type"]} {rule["resource"]!["name"]} {rule["resource"]!["patternType"]}: {string.Join(' ', rule["operations"]!.AsArray().Select(static one => (string?)one))}");

    private static IEnumerable<string> Topics(string text, SourceTables? tables = null) => StrimziTopology.Render(text, tables).Where(static one => one.Kind == "KafkaTopic").Select(static one => $"{one.Name} {StrimziTopology.Values(one)["spec"]!.ToJsonString()}");

    [Test]
    public void The_user_may_do_what_Connect_its_source_and_its_sink_need_and_no_more() =>
        Rules(StrimziTopology.Text(source: "topicPrefix: thor")).ShouldBe(
        [
            "group asgard-kafka literal: Describe Read",
            "group connect-mjolnir-sink literal: Delete Describe Read",
            "topic __debezium-heartbeat.thor literal: Create Describe Write",
            "topic asgard-kafka-configs literal: Create Describe DescribeConfigs Read Write",
            "topic asgard-kafka-offsets literal: Create Describe DescribeConfigs Read Write",
            "topic asgard-kafka-status literal: Create Describe DescribeConfigs Read Write",
            "topic thor. prefix: Create Describe Read Write",
        ]);

    [Test]
    public void Rights_follow_the_final_keys_of_a_connector()
    {
        var rules = Rules(StrimziTopology.Text(
            source: "config: { topic.heartbeat.prefix: beat }\n    signals: { topic: calls, bootstrap: b:9092 }",
            target: "config: { consumer.override.group.id: mine, topics.regex: ~, topics: \"a,b\", errors.deadletterqueue.topic.name: letters }")).ToList();

        rules.ShouldContain("topic beat.thor literal: Create Describe Write");
        rules.ShouldContain("topic calls literal: Describe Read");
        rules.ShouldContain("group thor-source-signals literal: Describe Read");
        rules.ShouldContain("group mine literal: Delete Describe Read");
        rules.ShouldContain("topic a literal: Describe Read");
        rules.ShouldContain("topic letters literal: Create Describe Write");
        rules.ShouldContain("topic thor. prefix: Create Describe Write");
        rules.ShouldNotContain(static rule => rule.Contains("connect-mjolnir-sink", StringComparison.Ordinal));
    }

    [Test]
    public void Nobody_who_does_not_log_in_has_a_user()
    {
        StrimziTopology.Render(StrimziTopology.Text($"{StrimziTopology.Least}, login: none")).ShouldNotContain(static one => one.Kind == "KafkaUser");
        ((string?)StrimziTopology.Spec(StrimziTopology.Text($"{StrimziTopology.Least}, login: scram-sha-512"), "KafkaUser")["authentication"]!["type"]).ShouldBe("scram-sha-512");
    }

    [Test]
    public void Connect_s_own_topics_are_compacted_and_its_configurations_are_in_one_partition() => Topics(StrimziTopology.Text()).ShouldBe(
    [
        """asgard-kafka-configs {"partitions":1,"config":{"cleanup.policy":"compact"}}""",
        """asgard-kafka-offsets {"partitions":25,"config":{"cleanup.policy":"compact"}}""",
        """asgard-kafka-status {"partitions":5,"config":{"cleanup.policy":"compact"}}""",
    ]);

    [Test]
    public void Topics_whose_settings_are_asked_for_are_made_under_a_name_that_Kubernetes_takes() => Topics(StrimziTopology.Text(source: Settings)).Skip(3).ShouldBe(
    [
        """thor.raw.portes {"topicName":"thor.raw.Portes","partitions":3,"config":{"cleanup.policy":"compact","retention.ms":"1000"}}""",
        """thor.raw.old-log {"topicName":"thor.raw.old_log","partitions":3,"config":{"cleanup.policy":"compact","retention.ms":"1000"}}""",
    ]);

    [Test]
    public void The_topic_of_signals_has_one_partition() => Topics(StrimziTopology.Text(source: "signals: { topic: calls, bootstrap: b:9092 }")).Last().ShouldBe("""calls {"partitions":1}""");

    [Test]
    public void Two_topics_that_would_have_one_name_are_refused() => StrimziTopology.FaultOf(StrimziTopology.Text(source: "tables: [raw.a_b, raw.a-b]\n    topics: { partitions: 3 }"))
        .ShouldBe("'thor.raw.a_b' and 'thor.raw.a-b' would both be the KafkaTopic 'thor.raw.a-b' on Kubernetes. Rename one of them.");

    [Test]
    public void Settings_of_topics_whose_tables_nobody_knows_are_refused() =>
        StrimziTopology.FaultOf(StrimziTopology.Text(source: "tables: raw.*\n    topics: { partitions: 3 }")).ShouldContain("`bifrost schema pull`");
}
