namespace Bifrost.Cli.Lag;

/// <summary>How far a sink is behind in one partition.</summary>
/// <param name="Committed">Offset of the next record that the sink's consumer group will read, as last committed; null where it has committed none.</param>
/// <param name="Begin">First record that the topic still has; null where the broker was not asked.</param>
/// <param name="End">Where the topic ends; null where the broker was not asked.</param>
internal sealed record PartitionLag(string Topic, int Partition, long? Committed, long? Begin, long? End)
{
    /// <summary>Records that the sink has not read. A sink that has committed nothing begins at the topic's begin.</summary>
    public long? Records => End is { } end ? Math.Max(0, end - Math.Max(Committed ?? 0, Begin ?? 0)) : null;

    /// <summary>Records that the topic's retention took away before the sink had read them.</summary>
    public long Lost => Committed is { } committed && Begin is { } begin ? Math.Max(0, begin - committed) : 0;
}
