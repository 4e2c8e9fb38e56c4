namespace Bifrost.Postgres.Replicas;

/// <summary>What makes a replica's tables as they are wanted, and what nothing does.</summary>
/// <param name="Types">SQL that makes schemas, extensions and types, in order; run before <paramref name="Tables"/> and in a transaction of its own, as a new label of an enum cannot be used in the one that adds it.</param>
/// <param name="Tables">SQL that makes tables and adds columns, in order.</param>
/// <param name="Differences">Sentences: what is there and otherwise, and would keep rows from being written or from being right.</param>
public sealed record ReplicaPlan(IReadOnlyList<string> Types, IReadOnlyList<string> Tables, IReadOnlyList<string> Differences)
{
    /// <summary>What is not there yet of that by which a Kafka sink can write types that it does not know. Run last; PostgreSQL wants a superuser for most of those of its own types.</summary>
    public IReadOnlyList<ReplicaHelper> Helpers { get; init; } = [];

    public IEnumerable<string> Statements => Types.Concat(Tables).Concat(Helpers.SelectMany(static helper => helper.Statements).Distinct(StringComparer.Ordinal));
}
