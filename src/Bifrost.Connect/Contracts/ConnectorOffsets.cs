using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary><c>GET</c> and <c>PATCH /connectors/{name}/offsets</c> (KIP-875).</summary>
public sealed record ConnectorOffsets([property: JsonPropertyName("offsets")] IReadOnlyList<ConnectorOffset>? Offsets);

/// <param name="Partition">Connector-defined: <c>{"kafka_topic","kafka_partition"}</c> for a sink, <c>{"server"}</c> for Debezium.</param>
/// <param name="Offset">Flat map of primitives; null resets the partition.</param>
public sealed record ConnectorOffset(
    [property: JsonPropertyName("partition")] IReadOnlyDictionary<string, JsonElement>? Partition,
    [property: JsonPropertyName("offset")] IReadOnlyDictionary<string, JsonElement>? Offset);

/// <summary>A body that is one sentence.</summary>
public sealed record MessageBody([property: JsonPropertyName("message")] string Message);
