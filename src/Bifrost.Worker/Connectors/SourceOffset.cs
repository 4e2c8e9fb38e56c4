using System.Text.Json;
using Bifrost.Connect.Contracts;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Rest;

namespace Bifrost.Worker.Connectors;

/// <summary>A Debezium PostgreSQL source's offset: a flat map with <c>lsn</c>; what else is in it is kept and shown again.</summary>
internal sealed record SourceOffset(Lsn Lsn, IReadOnlyDictionary<string, JsonElement> Values)
{
    private const string ServerKey = "server";
    private const string LsnKey = "lsn";

    public static ConnectorOffset Of(Connector source, IReadOnlyDictionary<string, JsonElement> offset) =>
        new(new Dictionary<string, JsonElement> { [ServerKey] = JsonSerializer.SerializeToElement(source.Stored.Config.GetValueOrDefault("topic.prefix")) }, offset);

    /// <summary>The position of a sink, in Debezium's words.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Map(SinkProgress progress)
    {
        var map = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            [LsnKey] = JsonSerializer.SerializeToElement(progress.EndLsn.Value),
            ["lsn_commit"] = JsonSerializer.SerializeToElement(progress.EndLsn.Value),
            ["lsn_proc"] = JsonSerializer.SerializeToElement(progress.EndLsn.Value),
        };
        if (progress.CommitTime is { } time)
            map["ts_usec"] = JsonSerializer.SerializeToElement((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return map;
    }

    /// <returns>Null for a reset.</returns>
    /// <exception cref="ConnectError">More than one partition, another server, or no position.</exception>
    public static SourceOffset? Parse(IReadOnlyList<ConnectorOffset> offsets, Connector source)
    {
        var prefix = source.Stored.Config.GetValueOrDefault("topic.prefix");
        if (offsets.Any(offset => offset.Partition is not { Count: 1 } partition || !partition.TryGetValue(ServerKey, out var server) || server.ValueKind != JsonValueKind.String || server.GetString() != prefix))
            throw ConnectError.BadRequest($"The partition of {source.Name} is {{\"{ServerKey}\": \"{prefix}\"}}, and it has no other.");
        var values = offsets[^1].Offset;
        if (values is null)
            return null;
        if (values.Values.Any(static value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            throw ConnectError.Internal("Offsets may only contain primitive types as values, and an object or array was given");
        return values.TryGetValue(LsnKey, out var lsn) && lsn.ValueKind == JsonValueKind.Number && lsn.TryGetUInt64(out var number)
            ? new SourceOffset(new Lsn(number), values)
            : throw ConnectError.BadRequest($"The offset of {source.Name} must contain the key '{LsnKey}', the position as a number.");
    }
}
