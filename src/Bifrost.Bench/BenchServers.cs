using Bifrost.Replication.Engine;

namespace Bifrost.Bench;

/// <summary>Three PostgreSQL servers for a benchmark, each by its superuser on the database <c>postgres</c>. Databases are made there and dropped again.</summary>
/// <param name="Source"><c>wal_level=logical</c>, with a few free slots and WAL senders.</param>
/// <param name="Replicas">Other servers than the source: a subscription to its own server would wait for itself.</param>
public sealed record BenchServers(DatabaseEndpoint Source, IReadOnlyList<DatabaseEndpoint> Replicas)
{
    /// <summary>Takes part as one more contender; null where none is to.</summary>
    public BenchKafka? Kafka { get; init; }
}
