namespace Bifrost.Topology;

/// <summary>How the topics of a source are made: by Connect with the first record (KIP-158), or beforehand by <c>apply --create-topics</c>.</summary>
/// <param name="Partitions">-1 leaves the number to the broker.</param>
/// <param name="Replication">Copies of each partition; -1 leaves the number to the broker.</param>
/// <param name="Config">Settings of a topic, such as <c>cleanup.policy</c>, in the order of the file.</param>
public sealed record TopicSettings(int Partitions, int Replication, IReadOnlyList<ConfigOverride> Config);
