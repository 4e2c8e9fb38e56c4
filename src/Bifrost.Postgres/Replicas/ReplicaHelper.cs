namespace Bifrost.Postgres.Replicas;

/// <summary>Something on the target by which a Kafka sink can write a type that it does not know. The embedded worker needs none of them.</summary>
/// <param name="For">The type, as the source's catalog prints it.</param>
/// <param name="IsThere">SQL of one boolean.</param>
/// <param name="Statements">What makes it; all or none.</param>
public sealed record ReplicaHelper(string For, string IsThere, IReadOnlyList<string> Statements);
