namespace Bifrost.Analytics.Plan;

/// <summary>How a relation is made.</summary>
public enum RelationKind
{
    /// <summary>Rows of a committed file.</summary>
    Seed,
    View,
    Table,

    /// <summary>A table of which dbt, where it is there, rebuilds a part; here it is built in full.</summary>
    Incremental,
}

/// <summary>One relation of the plan. Its SQL is <c>models/&lt;name&gt;.sql</c>, and a seed's rows are <c>&lt;name&gt;.csv</c>.</summary>
/// <param name="DependsOn">Names of the relations that it reads.</param>
public sealed record PlannedRelation(string Name, RelationKind Kind, string Schema, IReadOnlyList<string> DependsOn)
{
    /// <summary>Name in the database.</summary>
    public required string Identifier { get; init; }

    /// <summary>Its comment; null leaves the comment alone.</summary>
    public string? Description { get; init; }

    /// <summary>The columns of a contract or a seed, in order; of others, those that have a comment.</summary>
    public IReadOnlyList<PlannedColumn> Columns { get; init; } = [];

    /// <summary>The columns are a promise: these, of these types, and no others.</summary>
    public bool Contract { get; init; }

    /// <summary>Constraints of the whole table, as SQL: <c>primary key (a, b)</c>.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    public IReadOnlyList<PlannedIndex> Indexes { get; init; } = [];

    /// <summary>As shown to people: <c>star.dim_months</c>.</summary>
    public string Shown => $"{Schema}.{Identifier}";
}

/// <summary>A column.</summary>
/// <param name="Type">As PostgreSQL is told it; null where the SQL decides.</param>
/// <param name="Constraints">As SQL: <c>not null</c>, <c>primary key</c>.</param>
/// <param name="Description">Its comment; null leaves the comment alone, an empty one takes it away.</param>
public sealed record PlannedColumn(string Name, string? Type, IReadOnlyList<string> Constraints, string? Description);

/// <summary>An index beside those of the constraints.</summary>
/// <param name="Method">The access method: <c>btree</c>.</param>
public sealed record PlannedIndex(IReadOnlyList<string> Columns, bool Unique, string Method);
