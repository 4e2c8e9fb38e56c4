using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Replicas;

/// <summary>A table as a replica should have it.</summary>
/// <param name="Source">The captured table whose rows it takes.</param>
/// <param name="Key">Columns of the record key; empty for none.</param>
public sealed record WantedTable(TableName Name, TableName Source, IReadOnlyList<WantedColumn> Columns, IReadOnlyList<string> Key);

/// <param name="Type">The source's own, with its modifier.</param>
/// <param name="Default">Expression; null for none.</param>
/// <param name="Generated">Expression of a column that the replica generates itself; null for one that is written.</param>
public sealed record WantedColumn(string Name, string Type, bool NotNull, string? Default, string? Generated, string? Collation);

/// <summary>What a replica needs of one source.</summary>
/// <param name="Refused">Captured tables that the sink cannot follow, with the reason.</param>
public sealed record WantedReplica(
    IReadOnlyList<Definitions.ExtensionDefinition> Extensions, IReadOnlyList<Definitions.TypeDefinition> Types, IReadOnlyList<WantedTable> Tables, IReadOnlyList<string> Refused)
{
    /// <summary>By which a Kafka sink can write what it does not know.</summary>
    public IReadOnlyList<ReplicaHelper> Helpers { get; init; } = [];
}
