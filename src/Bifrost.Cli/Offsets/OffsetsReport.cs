using Bifrost.Cli.Lag;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Offsets;

/// <summary>The result of <c>offsets get</c>. Its <c>offsets</c> are in the form of Connect, which <c>offsets set --from</c> reads.</summary>
/// <param name="Partitions">Of a sink on Kafka Connect: each partition of its topics, with its lag.</param>
/// <param name="LagRecords">Of a sink on Kafka Connect; null where not known.</param>
/// <param name="LagBytes">Of a source on Kafka Connect: WAL of its database that it has not committed; null where not known.</param>
/// <param name="LagUnknown">Why lag is not known; null where it is, and on the embedded worker, whose <c>status</c> tells it.</param>
internal sealed record OffsetsReport(
    string Connector, IReadOnlyList<ConnectorOffset> Offsets, IReadOnlyList<PartitionLag> Partitions, long? LagRecords, long? LagBytes, string? LagUnknown);
