namespace Bifrost.Cli.Lag;

/// <summary>How far one connector of a Kafka Connect cluster is behind, as it has committed: by default Connect commits once a minute.</summary>
/// <param name="Bytes">WAL of the database that a source has not read; null for a sink, or where it is not known.</param>
/// <param name="Partitions">Of a sink, by topic and number.</param>
/// <param name="Unknown">Why it is not known, as a sentence; null where it is.</param>
internal sealed record ConnectorLag(long? Bytes, IReadOnlyList<PartitionLag> Partitions, string? Unknown)
{
    /// <summary>Records of all partitions; null where it is not known.</summary>
    public long? Records => Unknown is null && Bytes is null ? Partitions.Sum(static partition => partition.Records ?? 0) : null;

    public long Lost => Partitions.Sum(static partition => partition.Lost);

    public static ConnectorLag NotKnown(string why) => new(null, [], why);
}
