namespace Bifrost.Topology.Tables;

/// <summary>A captured table as the source's catalog had it when the snapshot was pulled.</summary>
public sealed record CapturedTable
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>In attribute order.</summary>
    public required IReadOnlyList<CapturedColumn> Columns { get; init; }

    /// <summary>In key order; empty where there is none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    public TableIdentity Identity { get; init; } = TableIdentity.Default;

    /// <summary>Columns of the index that <c>REPLICA IDENTITY USING INDEX</c> names, in order; empty otherwise.</summary>
    public IReadOnlyList<string> IdentityColumns { get; init; } = [];

    /// <summary>Unique indexes beside the primary key: complete ones, on columns.</summary>
    public IReadOnlyList<CapturedUnique> Unique { get; init; } = [];

    /// <summary>Foreign keys to captured tables, by name.</summary>
    public IReadOnlyList<CapturedReference> References { get; init; } = [];

    public TableKind Kind { get; init; } = TableKind.Ordinary;

    /// <summary>The table that it is a partition of or inherits from, as <c>schema.name</c>; null for none.</summary>
    public string? Parent { get; init; }

    /// <summary><c>schema.name</c>, as filters of the topology name it.</summary>
    public string FullName => $"{Schema}.{Name}";

    /// <summary>The columns of the record key as Debezium chooses them where the topology names none: the primary key, else the index of the replica identity.</summary>
    public IReadOnlyList<string> Key => PrimaryKey.Count > 0 ? PrimaryKey : IdentityColumns;
}

/// <summary>How PostgreSQL keeps a table's rows.</summary>
public enum TableKind
{
    Ordinary,

    /// <summary>The root of a partition tree.</summary>
    Partitioned,

    /// <summary>A leaf or a branch of a partition tree.</summary>
    Partition,

    /// <summary>Made with <c>INHERITS</c>.</summary>
    Child,
}

/// <summary><c>REPLICA IDENTITY</c>: what an old row is known by in the log.</summary>
public enum TableIdentity
{
    Default,
    Nothing,
    Full,
    Index,
}

/// <summary>A unique index or constraint; columns in index order.</summary>
public sealed record CapturedUnique(string Name, IReadOnlyList<string> Columns);

/// <summary>A foreign key.</summary>
/// <param name="Table">The referenced table, as <c>schema.name</c>.</param>
/// <param name="To">Its columns, in the order of <paramref name="Columns"/>.</param>
public sealed record CapturedReference(string Name, IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> To);
