using System.Globalization;
using System.Text.Json;
using Bifrost.Connect.Contracts;
using Bifrost.Replication.Changes;
using Bifrost.Worker.Rest;

namespace Bifrost.Worker.Connectors;

/// <summary>A sink's offset as Connect writes it: a topic, its one partition, and a position; without a position it is a reset.</summary>
internal sealed record SinkOffset(string Topic, Lsn? Lsn)
{
    private const string TopicKey = "kafka_topic";
    private const string PartitionKey = "kafka_partition";
    private const string OffsetKey = "kafka_offset";

    public static ConnectorOffset Of(string topic, Lsn lsn) => new(
        new Dictionary<string, JsonElement> { [PartitionKey] = JsonSerializer.SerializeToElement(0), [TopicKey] = JsonSerializer.SerializeToElement(topic) },
        new Dictionary<string, JsonElement> { [OffsetKey] = JsonSerializer.SerializeToElement(lsn.Value) });

    /// <exception cref="ConnectError">One is not of a sink's shape; the wording is Connect's.</exception>
    public static IReadOnlyList<SinkOffset> Parse(IReadOnlyList<ConnectorOffset> offsets) => [.. offsets.Select(Parse)];

    private static SinkOffset Parse(ConnectorOffset offset)
    {
        if (offset.Partition is null)
            throw ConnectError.BadRequest("The partition for a sink connector offset cannot be null or missing");
        if (!offset.Partition.TryGetValue(TopicKey, out var topic) || !offset.Partition.TryGetValue(PartitionKey, out var partition))
            throw ConnectError.BadRequest($"The partition for a sink connector offset must contain the keys '{TopicKey}' and '{PartitionKey}'");
        if (topic.ValueKind is JsonValueKind.Null)
            throw ConnectError.BadRequest("Kafka topic names must be valid strings and may not be null");
        if (partition.ValueKind is JsonValueKind.Null)
            throw ConnectError.BadRequest("Kafka partitions must be valid numbers and may not be null");
        if (!int.TryParse(Text(partition), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw ConnectError.BadRequest($"Failed to parse the following Kafka partition value in the provided offsets: '{Text(partition)}'. Partition values for sink connectors need to be integers.");
        if (number != 0)
            throw ConnectError.BadRequest($"The topic '{Text(topic)}' has partition 0 alone: the embedded worker's topics are names of tables.");
        return new SinkOffset(Text(topic), ParsePosition(offset.Offset));
    }

    private static Lsn? ParsePosition(IReadOnlyDictionary<string, JsonElement>? offset)
    {
        if (offset is null)
            return null;
        if (!offset.TryGetValue(OffsetKey, out var value) || value.ValueKind == JsonValueKind.Null)
            throw ConnectError.BadRequest($"The offset for a sink connector should either be null or contain the key '{OffsetKey}'");
        return ulong.TryParse(Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var lsn)
            ? new Lsn(lsn)
            : throw ConnectError.BadRequest($"Failed to parse the following Kafka offset value in the provided offsets: '{Text(value)}'. Offset values for sink connectors need to be integers.");
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
