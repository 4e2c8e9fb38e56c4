namespace Bifrost.Kafka;

/// <summary>A topic as the broker has it.</summary>
public sealed record TopicInfo(string Name, int Partitions, int ReplicationFactor);
