using Bifrost.Postgres.Definitions;
using Bifrost.Replication.Changes;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Schema;

/// <summary>From what the snapshot keeps back to what PostgreSQL's room works with.</summary>
internal static class CapturedDefinitions
{
    public static DatabaseDefinition Of(CapturedDatabase known) => new(
        [.. known.Extensions.Select(static one => new ExtensionDefinition(one.Name, one.Schema))],
        [.. known.Types.Select(Type)],
        [.. known.Tables.Select(Table)]);

    private static TableDefinition Table(CapturedTable table) => new()
    {
        Name = new TableName(table.Schema, table.Name),
        Columns = [.. table.Columns.Select(Column)],
        PrimaryKey = table.PrimaryKey,
        Identity = Enum.Parse<ReplicaIdentity>(table.Identity.ToString()),
        IdentityColumns = table.IdentityColumns,
        Unique = [.. table.Unique.Select(static key => new UniqueDefinition(key.Name, key.Columns))],
        IsPartitioned = table.Kind == TableKind.Partitioned,
        IsPartition = table.Kind == TableKind.Partition || table is { Kind: TableKind.Partitioned, Parent: not null },
    };

    private static ColumnDefinition Column(CapturedColumn column) => new()
    {
        Name = column.Name,
        Type = column.Type,
        Below = column.Below,
        Kind = Enum.Parse<TypeKind>(column.Kind.ToString()),
        Element = column.Element,
        ElementKind = Enum.Parse<TypeKind>(column.ElementKind.ToString()),
        Dimensions = column.Dimensions,
        NotNull = !column.Nullable,
        Default = column.Default,
        Identity = column.Identity,
        Generated = column.Generated,
        Collation = column.Collation,
    };

    private static TypeDefinition Type(CapturedType type) => type switch
    {
        CapturedType.Enum one => new TypeDefinition.Enum(one.Name, one.Labels),
        CapturedType.Composite one => new TypeDefinition.Composite(one.Name, [.. one.Fields.Select(static field => (field.Name, field.Type))]),
        CapturedType.Range one => new TypeDefinition.Range(one.Name, one.Subtype),
        CapturedType.Domain one => new TypeDefinition.Domain(one.Name, one.Over, one.NotNull, one.Default, one.Collation, [.. one.Checks.Select(static check => (check.Name, check.Definition))]),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
