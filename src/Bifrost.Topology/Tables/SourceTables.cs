namespace Bifrost.Topology.Tables;

/// <summary>What is known of the sources' tables: the committed snapshot of their catalogs, <c>bifrost.tables.yml</c>. Rendering and its findings stay offline with it.</summary>
/// <param name="Sources">In the order of the topology.</param>
public sealed record SourceTables(IReadOnlyList<CapturedDatabase> Sources)
{
    /// <summary>Nothing is known.</summary>
    public static SourceTables None { get; } = new([]);

    /// <summary>What is known of one source; null where nothing is.</summary>
    public CapturedDatabase? Of(string source) => Sources.FirstOrDefault(one => one.Source == source);
}

/// <summary>The captured tables of one source, with what their columns need.</summary>
/// <param name="Source">The source's name in the topology.</param>
/// <param name="Extensions">Extensions whose types the columns have, by name; <c>citext</c>, <c>hstore</c>.</param>
/// <param name="Types">Types of users that the columns have, each after those that it is made of.</param>
/// <param name="Tables">By schema and name.</param>
public sealed record CapturedDatabase(
    string Source, IReadOnlyList<CapturedExtension> Extensions, IReadOnlyList<CapturedType> Types, IReadOnlyList<CapturedTable> Tables)
{
    /// <summary>Tables and types anywhere in the database that bear the name of a type of PostgreSQL's own which a captured column has, as <c>schema.name</c>.</summary>
    public IReadOnlyList<string> Shadows { get; init; } = [];

    /// <summary>Domains over enums anywhere in the database, by name.</summary>
    public IReadOnlyList<string> EnumDomains { get; init; } = [];
}

/// <param name="Schema">The schema that its types are in: a target must have them under the same name.</param>
public sealed record CapturedExtension(string Name, string Schema);
