namespace Bifrost.Kafka;

/// <summary>A topic to create where it is missing.</summary>
/// <param name="Partitions">Null takes the broker's default.</param>
/// <param name="ReplicationFactor">Null takes the broker's default.</param>
/// <param name="Config">Settings of the topic, such as <c>cleanup.policy</c>; null for none.</param>
public sealed record NewTopic(string Name, int? Partitions = null, short? ReplicationFactor = null, IReadOnlyDictionary<string, string>? Config = null);
