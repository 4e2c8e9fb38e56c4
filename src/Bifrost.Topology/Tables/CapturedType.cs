namespace Bifrost.Topology.Tables;

/// <summary>A type that a user made, no extension. The set of kinds is closed.</summary>
/// <param name="Name">Qualified, and quoted where SQL needs it, as <c>format_type</c> prints it.</param>
public abstract record CapturedType(string Name)
{
    /// <param name="Labels">In their order.</param>
    public sealed record Enum(string Name, IReadOnlyList<string> Labels) : CapturedType(Name);

    /// <param name="Over">The type below, which may be a domain itself.</param>
    /// <param name="Checks">Constraint definitions, such as <c>CHECK ((VALUE &gt; 0))</c>, by name.</param>
    public sealed record Domain(string Name, string Over, bool NotNull, string? Default, string? Collation, IReadOnlyList<DomainCheck> Checks) : CapturedType(Name);

    /// <param name="Fields">In order.</param>
    public sealed record Composite(string Name, IReadOnlyList<CompositeField> Fields) : CapturedType(Name);

    /// <param name="Subtype">What it is a range of.</param>
    public sealed record Range(string Name, string Subtype) : CapturedType(Name);
}

/// <summary>A constraint of a domain.</summary>
public sealed record DomainCheck(string Name, string Definition);

/// <summary>A field of a composite type.</summary>
public sealed record CompositeField(string Name, string Type);
