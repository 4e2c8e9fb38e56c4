using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Definitions;

/// <summary>What it takes to make tables anew on another server.</summary>
/// <param name="Extensions">Those whose types the tables' columns have.</param>
/// <param name="Types">Types of users, each after those that it is made of.</param>
/// <param name="Tables">By schema and name.</param>
public sealed record DatabaseDefinition(
    IReadOnlyList<ExtensionDefinition> Extensions, IReadOnlyList<TypeDefinition> Types, IReadOnlyList<TableDefinition> Tables)
{
    /// <summary>Tables and types anywhere in the database that bear the name of a type of PostgreSQL's own which a column has, as <c>schema.name</c>.</summary>
    public IReadOnlyList<string> Shadows { get; init; } = [];

    /// <summary>Domains over enums anywhere in the database.</summary>
    public IReadOnlyList<string> EnumDomains { get; init; } = [];
}

/// <param name="Schema">The schema that its types are in.</param>
public sealed record ExtensionDefinition(string Name, string Schema);

/// <summary>A table, of the kinds that WAL carries.</summary>
public sealed record TableDefinition
{
    public required TableName Name { get; init; }

    public required IReadOnlyList<ColumnDefinition> Columns { get; init; }

    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    public ReplicaIdentity Identity { get; init; } = ReplicaIdentity.Default;

    /// <summary>Of the index that the identity names; empty otherwise.</summary>
    public IReadOnlyList<string> IdentityColumns { get; init; } = [];

    /// <summary>Complete unique indexes on columns, beside the primary key.</summary>
    public IReadOnlyList<UniqueDefinition> Unique { get; init; } = [];

    /// <summary>Foreign keys to tables that were read along.</summary>
    public IReadOnlyList<ReferenceDefinition> References { get; init; } = [];

    public bool IsPartitioned { get; init; }

    public bool IsPartition { get; init; }

    /// <summary>What it is a partition of or inherits from; null for none.</summary>
    public TableName? Parent { get; init; }
}

/// <summary>A unique index or constraint.</summary>
public sealed record UniqueDefinition(string Name, IReadOnlyList<string> Columns);

/// <summary>A foreign key.</summary>
/// <param name="To">The referenced columns, in the order of <paramref name="Columns"/>.</param>
public sealed record ReferenceDefinition(string Name, IReadOnlyList<string> Columns, TableName Table, IReadOnlyList<string> To);
