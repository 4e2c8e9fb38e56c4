namespace Bifrost.Postgres.Definitions;

/// <summary>A column, with what is below its domain or inside its array. Names of types are <c>format_type</c>'s, qualified where they are not PostgreSQL's own.</summary>
public sealed record ColumnDefinition
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>What a domain is made over, down to what is no domain; null for any other type.</summary>
    public string? Below { get; init; }

    public required TypeKind Kind { get; init; }

    /// <summary>For an array: the type of its elements, below any domain.</summary>
    public string? Element { get; init; }

    public TypeKind ElementKind { get; init; }

    /// <summary>Declared dimensions of an array.</summary>
    public int Dimensions { get; init; }

    public bool NotNull { get; init; }

    /// <summary>Expression; null for none and for a generated column.</summary>
    public string? Default { get; init; }

    /// <summary><c>always</c> or <c>by default</c>; null for none.</summary>
    public string? Identity { get; init; }

    /// <summary>Expression of a generated column; null for any other.</summary>
    public string? Generated { get; init; }

    /// <summary>Qualified and quoted, where it is not the type's own.</summary>
    public string? Collation { get; init; }
}

/// <summary>What a type is, below any domain.</summary>
public enum TypeKind
{
    Base,
    Enum,
    Composite,
    Array,
    Range,
    Multirange,
}
