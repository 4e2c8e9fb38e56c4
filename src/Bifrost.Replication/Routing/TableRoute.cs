using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Routing;

/// <summary>Where the rows of one source table go, and what may be done there.</summary>
/// <param name="Topic">The topic that Debezium would have written to, after the source's own routing.</param>
/// <param name="Target">The table on the target.</param>
/// <param name="Columns">The columns that are written, in order.</param>
/// <param name="Key">Names of the key's columns on the target, in order; empty for a table without a key.</param>
public sealed record TableRoute(
    TableName Source,
    string Topic,
    TableName Target,
    IReadOnlyList<ColumnRoute> Columns,
    IReadOnlyList<string> Key,
    InsertMode InsertMode,
    DeleteMode Deletes,
    bool Truncates,
    SchemaEvolution Evolution,
    SkippedOperations Skipped);

/// <summary>One column of a target table.</summary>
/// <param name="Target">Its name on the target.</param>
/// <param name="Origin">Where the value comes from.</param>
public sealed record ColumnRoute(string Target, ColumnOrigin Origin);

/// <summary>Where a target column's value comes from. The set of kinds is closed.</summary>
public abstract record ColumnOrigin
{
    private ColumnOrigin()
    {
    }

    /// <summary>The source column of this name.</summary>
    public sealed record FromSource(string Column) : ColumnOrigin;

    /// <summary>The same text for every row; null is NULL. <paramref name="Type"/> is the PostgreSQL type for a table that the sink creates.</summary>
    public sealed record Constant(string? Text, string Type) : ColumnOrigin;

    /// <summary>A source column whose value is hidden: NULL stays NULL, every other value becomes <paramref name="Replacement"/>.</summary>
    public sealed record Masked(string Column, string Replacement) : ColumnOrigin;

    /// <summary>A fact of the change itself.</summary>
    public sealed record Fact(ChangeFact Of) : ColumnOrigin;
}

/// <summary>Facts of a change that <c>add.fields</c>, <c>InsertField</c> and soft deletes can put into a row.</summary>
public enum ChangeFact
{
    /// <summary>Debezium's <c>op</c>: <c>r</c>, <c>c</c>, <c>u</c>, <c>d</c> (text).</summary>
    Operation,

    /// <summary>Source schema (text).</summary>
    Schema,

    /// <summary>Source table (text).</summary>
    Table,

    /// <summary>Source database (text).</summary>
    Database,

    /// <summary>The commit's LSN as a number (bigint); the consistent point for snapshot rows.</summary>
    Lsn,

    /// <summary>Source transaction id (bigint); NULL for snapshot rows.</summary>
    TransactionId,

    /// <summary>Commit time in milliseconds since the epoch (bigint).</summary>
    CommitMilliseconds,

    /// <summary>The topic (text).</summary>
    Topic,

    /// <summary>Text <c>true</c> on a deleted row that is kept, <c>false</c> otherwise.</summary>
    Deleted,
}

/// <summary>The JDBC sink's <c>insert.mode</c>.</summary>
public enum InsertMode
{
    Insert,
    Upsert,
    Update,
}

/// <summary>What becomes of a row that was deleted at the source.</summary>
public enum DeleteMode
{
    /// <summary><c>delete.enabled=false</c>: the row stays.</summary>
    Ignore,

    /// <summary>The row is deleted.</summary>
    Delete,

    /// <summary>The row is written with <see cref="ChangeFact.Deleted"/> true (<c>rewrite</c>).</summary>
    Rewrite,
}

/// <summary>The JDBC sink's <c>schema.evolution</c>.</summary>
public enum SchemaEvolution
{
    /// <summary>Tables and columns must be there.</summary>
    None,

    /// <summary>Missing tables are created, missing columns are added.</summary>
    Basic,
}

/// <summary>Debezium's <c>skipped.operations</c>: what the source never emits.</summary>
[Flags]
public enum SkippedOperations
{
    None = 0,
    Create = 1,
    Update = 2,
    Delete = 4,
    Truncate = 8,
}
