namespace Bifrost.Postgres.Definitions;

/// <summary>A type that a user made, no extension. The set of kinds is closed.</summary>
/// <param name="Name">Qualified, quoted where SQL needs it.</param>
public abstract record TypeDefinition(string Name)
{
    public sealed record Enum(string Name, IReadOnlyList<string> Labels) : TypeDefinition(Name);

    /// <param name="Checks">Name and definition of each constraint.</param>
    public sealed record Domain(string Name, string Over, bool NotNull, string? Default, string? Collation, IReadOnlyList<(string Name, string Definition)> Checks) : TypeDefinition(Name);

    public sealed record Composite(string Name, IReadOnlyList<(string Name, string Type)> Fields) : TypeDefinition(Name);

    public sealed record Range(string Name, string Subtype) : TypeDefinition(Name);
}
