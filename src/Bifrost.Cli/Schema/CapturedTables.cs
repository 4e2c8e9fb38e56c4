using Bifrost.Postgres.Definitions;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Schema;

/// <summary>From what PostgreSQL's room reads to what the snapshot keeps.</summary>
internal static class CapturedTables
{
    public static CapturedDatabase Of(string source, DatabaseDefinition read) => new(
        source,
        [.. read.Extensions.Select(static one => new CapturedExtension(one.Name, one.Schema))],
        [.. read.Types.Select(Type)],
        [.. read.Tables.Select(Table)])
    {
        Shadows = read.Shadows,
        EnumDomains = read.EnumDomains,
    };

    private static CapturedTable Table(TableDefinition table) => new()
    {
        Schema = table.Name.Schema,
        Name = table.Name.Name,
        Columns = [.. table.Columns.Select(Column)],
        PrimaryKey = table.PrimaryKey,
        Identity = Enum.Parse<TableIdentity>(table.Identity.ToString()),
        IdentityColumns = table.IdentityColumns,
        Unique = [.. table.Unique.Select(static key => new CapturedUnique(key.Name, key.Columns))],
        References = [.. table.References.Select(static one => new CapturedReference(one.Name, one.Columns, one.Table.ToString(), one.To))],
        Kind = table switch
        {
            { IsPartitioned: true } => TableKind.Partitioned,
            { IsPartition: true } => TableKind.Partition,
            { Parent: not null } => TableKind.Child,
            _ => TableKind.Ordinary,
        },
        Parent = table.Parent?.ToString(),
    };

    private static CapturedColumn Column(ColumnDefinition column) => new()
    {
        Name = column.Name,
        Type = column.Type,
        Below = column.Below,
        Kind = Enum.Parse<CapturedKind>(column.Kind.ToString()),
        Element = column.Element,
        ElementKind = Enum.Parse<CapturedKind>(column.ElementKind.ToString()),
        // A table made by CREATE TABLE AS has none; one is what an array has at least.
        Dimensions = column.Element is null ? 0 : Math.Max(1, column.Dimensions),
        Nullable = !column.NotNull,
        Default = column.Default,
        Identity = column.Identity,
        Generated = column.Generated,
        Collation = column.Collation,
    };

    private static CapturedType Type(TypeDefinition type) => type switch
    {
        TypeDefinition.Enum one => new CapturedType.Enum(one.Name, one.Labels),
        TypeDefinition.Composite one => new CapturedType.Composite(one.Name, [.. one.Fields.Select(static field => new CompositeField(field.Name, field.Type))]),
        TypeDefinition.Range one => new CapturedType.Range(one.Name, one.Subtype),
        TypeDefinition.Domain one => new CapturedType.Domain(
            one.Name, one.Over, one.NotNull, one.Default, one.Collation, [.. one.Checks.Select(static check => new DomainCheck(check.Name, check.Definition))]),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
