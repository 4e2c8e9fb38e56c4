namespace Bifrost.Kafka;

/// <summary>What one partition holds at the time of the answer.</summary>
/// <param name="Begin">Offset of the first record that is still there.</param>
/// <param name="End">Offset that the next record will get: a consumer that has committed it has read everything.</param>
public sealed record PartitionEnds(string Topic, int Partition, long Begin, long End);
