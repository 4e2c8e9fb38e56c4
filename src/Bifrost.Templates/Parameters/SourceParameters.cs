using System.Globalization;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Parameters;

/// <summary>What the template of a source is given.</summary>
internal static class SourceParameters
{
    public static IReadOnlyDictionary<string, object?> Of(Source source, Cluster cluster, BifrostTopology topology, CapturedDatabase? known) => new Dictionary<string, object?>
    {
        ["name"] = source.ConnectorName,
        ["topology"] = topology.Name,
        ["database"] = DatabaseParameters.Of(source.Connection, Dialect.Postgres),
        ["topicPrefix"] = source.TopicPrefix,
        ["schemaInclude"] = Included(source.Schemas),
        ["schemaExclude"] = Excluded(source.Schemas),
        ["tableInclude"] = Included(WithoutPartitions(source.Tables, known)),
        ["tableExclude"] = Excluded(WithoutPartitions(source.Tables, known)),
        ["keyColumns"] = Joined(source.KeyColumns.Select(one => $"{Wildcard.ToRegex(one.Table)}:{string.Join(',', one.Columns)}"), ';'),
        ["publication"] = new Dictionary<string, object?> { ["name"] = source.Publication.Name, ["autocreate"] = source.Publication.Autocreate },
        ["slot"] = source.Slot,
        ["snapshot"] = source.Snapshot,
        ["heartbeat"] = new Dictionary<string, object?>
        {
            ["milliseconds"] = source.Heartbeat.Interval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ["query"] = source.Heartbeat.Table is { } beats ? HeartbeatTable.BeatOf(beats, source.ConnectorName) : source.Heartbeat.Query,
        },
        ["columnExclude"] = Regexes(KnownColumns.Excluded(source, known)),
        ["propagated"] = KnownColumns.Propagated(known),
        ["viaRoot"] = KnownColumns.HasPartitions(known),
        ["decimal"] = source.Decimal ?? KnownColumns.Decimal(known),
        ["time"] = source.Time,
        ["interval"] = source.Interval,
        ["signals"] = SignalKeys(source, cluster),
        ["topics"] = TopicKeys(source.Topics),
        ["avro"] = cluster.Converter is Converter.Avro,
        ["converter"] = ConverterKeys.Of(cluster.Converter),
    };

    // Debezium listens to the table unless it is told otherwise; the topic is Kafka's, so only its clusters are told of it.
    private static IReadOnlyList<IReadOnlyDictionary<string, object?>> SignalKeys(Source source, Cluster cluster)
    {
        if (source.Signals is not { } signals)
            return [];
        IEnumerable<(string Key, string Value)> table = [("data.collection", signals.Table), ("enabled.channels", "source")];
        IEnumerable<(string Key, string Value)> keys = cluster.Kind == ClusterKind.Embedded || signals is not { Topic: { } topic, Bootstrap: { } brokers }
            ? table
            : [("data.collection", signals.Table), ("enabled.channels", "source,kafka"), ("kafka.topic", topic), ("kafka.bootstrap.servers", brokers), ("kafka.groupId", $"{source.ConnectorName}-signals")];
        return [.. keys.Select(static pair => new Dictionary<string, object?> { ["key"] = $"signal.{pair.Key}", ["value"] = pair.Value })];
    }

    // Connect wants both numbers as soon as one key of the group is there.
    private static IReadOnlyList<IReadOnlyDictionary<string, object?>> TopicKeys(TopicSettings? topics) => topics is null
        ? []
        : [.. topics.Config.Select(static one => (one.Key, one.Value))
            .Prepend(("replication.factor", topics.Replication.ToString(CultureInfo.InvariantCulture)))
            .Prepend(("partitions", topics.Partitions.ToString(CultureInfo.InvariantCulture)))
            .Select(static pair => new Dictionary<string, object?> { ["key"] = $"topic.creation.default.{pair.Item1}", ["value"] = pair.Item2 })];

    private static NameFilter WithoutPartitions(NameFilter tables, CapturedDatabase? known) => tables with { Exclude = [.. tables.Exclude, .. KnownColumns.Partitions(known)] };

    // Debezium takes one of the two lists: where there is one of names to take, each of its entries says itself what it does not mean.
    private static string? Included(NameFilter filter) => filter.Exclude.Count == 0
        ? Regexes(filter.Include)
        : Joined(filter.Include.Select(name => $"(?!(?:{string.Join('|', filter.Exclude.Select(Wildcard.ToRegex))})$){Wildcard.ToRegex(name)}"), ',');

    private static string? Excluded(NameFilter filter) => filter.Include.Count == 0 ? Regexes(filter.Exclude) : null;

    private static string? Regexes(IEnumerable<string> patterns) => Joined(patterns.Select(Wildcard.ToRegex), ',');

    private static string? Joined(IEnumerable<string> parts, char by) => string.Join(by, parts) is { Length: > 0 } text ? text : null;
}
