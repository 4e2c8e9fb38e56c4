namespace Bifrost.Kafka;

/// <summary>Where a record was written; every in-sync replica has it.</summary>
public sealed record ProducedRecord(string Topic, int Partition, long Offset);
