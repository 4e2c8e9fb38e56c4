using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Catalog;

/// <summary>A table as the catalog has it, with what only PostgreSQL's own side needs to know.</summary>
/// <param name="Table">What every room may know.</param>
/// <param name="IsPartitioned">The root of a partition tree: its rows are in its leaves.</param>
/// <param name="IsPartition">A leaf or a branch of a tree.</param>
/// <param name="IdentityIndex">Columns of the index that <c>REPLICA IDENTITY USING INDEX</c> names, in order; empty where none.</param>
/// <param name="CanSelect">The role may read every column.</param>
public sealed record CatalogTable(SourceTable Table, bool IsPartitioned, bool IsPartition, IReadOnlyList<string> IdentityIndex, bool CanSelect)
{
    /// <summary>The columns that pgoutput sends as an old row's key; empty where the source itself refuses updates and deletes once they are published.</summary>
    public IReadOnlyList<string> IdentityColumns => Table.Identity switch
    {
        Replication.Changes.ReplicaIdentity.Default => Table.PrimaryKey,
        Replication.Changes.ReplicaIdentity.Index => IdentityIndex,
        Replication.Changes.ReplicaIdentity.Full => [.. Table.Columns.Where(static c => !c.IsGenerated).Select(static c => c.Name)],
        _ => [],
    };
}
