namespace Bifrost.Topology.Shapes;

/// <summary>The fields of <c>bifrost.tables.yml</c>.</summary>
internal static class TablesShape
{
    private static readonly ListShape Names = new(Texts.Plain);

    private static readonly TextShape Kind = Texts.OneOf("base", "enum", "composite", "array", "range", "multirange");

    public static MapShape Column { get; } = new("a column",
    [
        new("type", Texts.Plain, "As PostgreSQL writes it.", Required: true),
        new("below", Texts.Plain, "What a domain is made over."),
        new("kind", Kind, "What the type is, below any domain.", Default: "base"),
        new("element", Texts.Plain, "Type of an array's elements."),
        new("elementKind", Kind, "What the elements are.", Default: "base"),
        new("dimensions", Texts.Number, "Of an array, as declared.", Default: "1"),
        new("nullable", new SwitchShape(), "NULL is allowed.", Default: "true"),
        new("default", Texts.Plain, "Expression."),
        new("identity", Texts.OneOf("always", "by default"), "GENERATED AS IDENTITY."),
        new("generated", Texts.Plain, "Expression of a generated column."),
        new("collation", Texts.Plain, "Where it is not the type's own."),
    ], "type");

    public static MapShape Table { get; } = new("a table",
    [
        new("columns", new NamedShape("columns", Texts.Plain, Column), "In their order."),
        new("primaryKey", Names, "In key order."),
        new("identity", Texts.OneOf("default", "nothing", "full", "index"), "REPLICA IDENTITY.", Default: "default"),
        new("identityColumns", Names, "Of the index that the identity names."),
        new("unique", new NamedShape("unique keys", Texts.Plain, Names), "Unique indexes beside the primary key."),
        new("references", new NamedShape("foreign keys", Texts.Plain, new MapShape("a foreign key",
        [
            new("columns", Names, "The table's own.", Required: true),
            new("table", Texts.Plain, "The table that they refer to.", Required: true),
            new("to", Names, "Its columns.", Required: true),
        ])), "Foreign keys to captured tables."),
        new("kind", Texts.OneOf("ordinary", "partitioned", "partition", "child"), "How rows are kept.", Default: "ordinary"),
        new("parent", Texts.Plain, "What it is a partition of, or inherits from."),
    ]);

    public static MapShape Type { get; } = new("a type",
    [
        new("enum", Names, "Labels."),
        new("domain", Texts.Plain, "The type below."),
        new("nullable", new SwitchShape(), "A domain's.", Default: "true"),
        new("default", Texts.Plain, "A domain's."),
        new("collation", Texts.Plain, "A domain's."),
        new("checks", new NamedShape("constraints", Texts.Plain, Texts.Plain), "A domain's."),
        new("composite", new NamedShape("fields", Texts.Plain, Texts.Plain), "Fields with their types."),
        new("range", Texts.Plain, "The subtype."),
    ]);

    public static MapShape Source { get; } = new("a source's tables",
    [
        new("extensions", new NamedShape("extensions", Texts.Plain, Texts.Plain), "Extensions that columns need, with their schema."),
        new("shadows", Names, "Tables and types that bear the name of one of PostgreSQL's own types."),
        new("enumDomains", Names, "Domains over enums."),
        new("types", new NamedShape("types", Texts.Plain, Type), "Types of users that columns have."),
        new("tables", new NamedShape("tables", Texts.FullName, Table), "Captured tables."),
    ]);

    public static MapShape Fields { get; } = new("the snapshot of tables",
    [
        new("sources", new NamedShape("sources", Texts.Name, Source), "One entry for each source.", Required: true),
    ]);
}
