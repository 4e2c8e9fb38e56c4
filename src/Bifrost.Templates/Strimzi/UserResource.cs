using System.Text.Json.Nodes;
using Bifrost.Topology;

namespace Bifrost.Templates.Strimzi;

/// <summary>The <c>KafkaUser</c> that the workers log in as, with the rights of Connect, of each source and of each sink, and no more.</summary>
internal static class UserResource
{
    /// <returns>Null where nobody logs in.</returns>
    public static JsonObject? Of(Deployment deployment)
    {
        if (deployment.Settings.Login == StrimziLogin.None)
            return null;
        var rules = new AccessRules();
        AddConnect(rules, deployment);
        foreach (var connector in deployment.Connectors)
        {
            if (connector.IsSource)
                AddSource(rules, connector.Config);
            else
                AddSink(rules, connector, deployment);
        }

        return Resource.Of(deployment, "KafkaUser", deployment.Name, deployment.Settings.Kafka, new JsonObject
        {
            ["authentication"] = new JsonObject { ["type"] = deployment.Settings.Login == StrimziLogin.Tls ? "tls" : "scram-sha-512" },
            ["authorization"] = new JsonObject { ["type"] = "simple", ["acls"] = new JsonArray([.. rules.All.Select(static rule => Rule(rule.Type, rule.Name, rule.Pattern, rule.Operations))]) },
        });
    }

    private static void AddConnect(AccessRules rules, Deployment deployment)
    {
        foreach (var topic in new[] { deployment.ConfigTopic, deployment.OffsetTopic, deployment.StatusTopic })
            rules.Topic(topic, "Create", "Describe", "DescribeConfigs", "Read", "Write");
        rules.Group(deployment.Name, "Describe", "Read");
    }

    private static void AddSource(AccessRules rules, IReadOnlyDictionary<string, string> config)
    {
        var prefix = config["topic.prefix"];
        rules.TopicsFrom($"{prefix}.", "Create", "Describe", "Write");
        rules.Topic($"{config.GetValueOrDefault("topic.heartbeat.prefix", "__debezium-heartbeat")}.{prefix}", "Create", "Describe", "Write");
        if (config.GetValueOrDefault("signal.kafka.topic") is not { } signals)
            return;
        rules.Topic(signals, "Describe", "Read");
        rules.Group(config.GetValueOrDefault("signal.kafka.groupId", "kafka-signal"), "Describe", "Read");
    }

    private static void AddSink(AccessRules rules, DeployedConnector sink, Deployment deployment)
    {
        // To delete a group's offsets is how Connect resets a sink.
        rules.Group(sink.Config.GetValueOrDefault("consumer.override.group.id", $"connect-{sink.Name}"), "Delete", "Describe", "Read");
        if (sink.Config.GetValueOrDefault("topics") is { } topics)
        {
            foreach (var topic in topics.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                rules.Topic(topic, "Describe", "Read");
        }
        else
        {
            foreach (var source in sink.Follows)
                rules.TopicsFrom($"{deployment.SourceNamed(source).Config["topic.prefix"]}.", "Describe", "Read");
        }

        if (sink.Config.GetValueOrDefault("errors.deadletterqueue.topic.name") is { Length: > 0 } letters)
            rules.Topic(letters, "Create", "Describe", "Write");
    }

    private static JsonObject Rule(string type, string name, string pattern, IReadOnlyList<string> operations) => new()
    {
        ["resource"] = new JsonObject { ["type"] = type, ["name"] = name, ["patternType"] = pattern },
        ["operations"] = new JsonArray([.. operations.Select(static one => (JsonNode)one)]),
    };
}
