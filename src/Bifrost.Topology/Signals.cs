namespace Bifrost.Topology;

/// <summary>Where a source's connector looks for Debezium's signals.</summary>
/// <param name="Table">The table of signals on the source, as <c>schema.table</c> (<c>signal.data.collection</c>); every engine reads it.</param>
/// <param name="Topic">A topic of signals besides, for Kafka Connect alone (<c>signal.kafka.topic</c>); null for none.</param>
/// <param name="Bootstrap">The brokers of that topic, as the worker reaches them (<c>signal.kafka.bootstrap.servers</c>); not null where there is a topic.</param>
public sealed record Signals(string Table, string? Topic, string? Bootstrap);
