namespace Bifrost.Replication.Changes;

/// <summary>What a table looked like when the rows that follow were written (pgoutput's Relation message).</summary>
/// <param name="Oid">The table's OID on the source; a key for this replication session only.</param>
public sealed record Relation(uint Oid, TableName Table, ReplicaIdentity Identity, IReadOnlyList<RelationColumn> Columns);

/// <param name="TypeOid">OID of the column's type on the source.</param>
/// <param name="TypeModifier"><c>atttypmod</c>, -1 where the type has none.</param>
/// <param name="IsKey">The column is part of the replica identity.</param>
public sealed record RelationColumn(string Name, uint TypeOid, int TypeModifier, bool IsKey);

/// <summary><c>pg_class.relreplident</c>.</summary>
public enum ReplicaIdentity
{
    Default = 'd',
    Nothing = 'n',
    Full = 'f',
    Index = 'i',
}
