using System.Globalization;
using System.Text.Json;
using Bifrost.Connect.Contracts;
using Bifrost.Replication.Changes;

namespace Bifrost.Cli.Lag;

/// <summary>Reads what connectors commit: Connect's offsets of a sink, and Debezium's of a PostgreSQL source.</summary>
internal static class OffsetValues
{
    public const string Topic = "kafka_topic", Partition = "kafka_partition", Offset = "kafka_offset", Lsn = "lsn";

    /// <summary>Committed offsets of a sink, by partition; entries of another form are left out.</summary>
    public static Dictionary<(string Topic, int Partition), long> OfSink(ConnectorOffsets offsets)
    {
        var committed = new Dictionary<(string, int), long>();
        foreach (var row in offsets.Offsets ?? [])
            if (row.Partition?.GetValueOrDefault(Topic) is { ValueKind: JsonValueKind.String } topic && Number(row.Partition, Partition) is { } partition && Number(row.Offset, Offset) is { } offset)
                committed[(topic.GetString()!, (int)partition)] = offset;
        return committed;
    }

    /// <summary>The furthest position that a source has committed; null where it has none.</summary>
    public static Lsn? OfSource(ConnectorOffsets offsets)
    {
        var positions = (offsets.Offsets ?? []).Select(static row => Number(row.Offset, Lsn)).OfType<long>().ToList();
        return positions.Count == 0 ? null : new Lsn((ulong)positions.Max());
    }

    private static long? Number(IReadOnlyDictionary<string, JsonElement>? values, string name) => values?.GetValueOrDefault(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };
}
