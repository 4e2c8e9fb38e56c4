namespace Bifrost.Topology.Tables;

/// <summary>A column of a captured table.</summary>
public sealed record CapturedColumn
{
    public required string Name { get; init; }

    /// <summary>As <c>format_type</c> prints it with its modifier, such as <c>numeric(10,2)</c>; types that are not PostgreSQL's own are qualified.</summary>
    public required string Type { get; init; }

    /// <summary>What a domain is made over, down to what is no domain; the type itself for any other.</summary>
    public string BaseType => Below ?? Type;

    /// <summary>As <see cref="BaseType"/>; null where the type is no domain.</summary>
    public string? Below { get; init; }

    /// <summary>Of <see cref="BaseType"/>.</summary>
    public CapturedKind Kind { get; init; } = CapturedKind.Base;

    /// <summary>For an array: the base type of its elements with its modifier.</summary>
    public string? Element { get; init; }

    /// <summary>For an array: what its elements are.</summary>
    public CapturedKind ElementKind { get; init; } = CapturedKind.Base;

    /// <summary>For an array: the dimensions it was declared with; PostgreSQL itself does not hold rows to them.</summary>
    public int Dimensions { get; init; }

    public bool Nullable { get; init; } = true;

    /// <summary>Expression of the default; null for none.</summary>
    public string? Default { get; init; }

    /// <summary><c>always</c> or <c>by default</c>; null for no identity.</summary>
    public string? Identity { get; init; }

    /// <summary>Expression of a generated column; null for any other.</summary>
    public string? Generated { get; init; }

    /// <summary>Qualified and quoted, where it is not the type's own; null otherwise.</summary>
    public string? Collation { get; init; }

    public bool IsDomain => Below is not null;
}

/// <summary>What a type is, below any domain.</summary>
public enum CapturedKind
{
    Base,
    Enum,
    Composite,
    Array,
    Range,
    Multirange,
}
