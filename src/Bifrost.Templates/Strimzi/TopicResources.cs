using System.Text.Json.Nodes;
using Bifrost.Topology;

namespace Bifrost.Templates.Strimzi;

/// <summary>The <c>KafkaTopic</c>s: Connect's own, those of signals, and those whose settings the topology asks for.</summary>
internal static class TopicResources
{
    public static IReadOnlyList<JsonObject> Of(Deployment deployment)
    {
        var topics = Internal(deployment).Concat(deployment.Topology.Sources.SelectMany(source => Of(source, deployment))).ToList();
        ResourceNames.Distinct("KafkaTopic", topics.Select(static topic => (ResourceNames.OfTopic(topic.Name), topic.Name)));
        return [.. topics.Select(topic => Of(deployment, topic))];
    }

    // The numbers of partitions are Connect's own defaults; the first must be one.
    private static IEnumerable<Wanted> Internal(Deployment deployment) => new[] { (deployment.ConfigTopic, 1), (deployment.OffsetTopic, 25), (deployment.StatusTopic, 5) }
        .Select(static one => new Wanted(one.Item1, one.Item2, null, [new ConfigOverride("cleanup.policy", "compact")]));

    private static IEnumerable<Wanted> Of(Source source, Deployment deployment)
    {
        // Debezium reads signals in their order, and so from one partition.
        IEnumerable<Wanted> signals = source.Signals?.Topic is { } topic ? [new Wanted(topic, 1, null, [])] : [];
        if (source.Topics is not { } settings)
            return signals;
        var names = CapturedTopics.Of(source, deployment.Tables) ?? throw StrimziException.UnknownTables(source);
        return signals.Concat(names.Select(name => new Wanted(name, Number(settings.Partitions), Number(settings.Replication), settings.Config)));
    }

    private static JsonObject Of(Deployment deployment, Wanted topic)
    {
        var name = ResourceNames.OfTopic(topic.Name);
        var spec = new JsonObject();
        if (name != topic.Name)
            spec["topicName"] = topic.Name;
        if (topic.Partitions is { } partitions)
            spec["partitions"] = partitions;
        if (topic.Copies is { } copies)
            spec["replicas"] = copies;
        if (topic.Config.Count > 0)
            spec["config"] = new JsonObject(topic.Config.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
        return Resource.Of(deployment, "KafkaTopic", name, deployment.Settings.Kafka, spec);
    }

    private static int? Number(int wanted) => wanted == -1 ? null : wanted;

    /// <param name="Partitions">Null for the broker's own number.</param>
    /// <param name="Copies">Null for the broker's own number.</param>
    private sealed record Wanted(string Name, int? Partitions, int? Copies, IReadOnlyList<ConfigOverride> Config);
}
