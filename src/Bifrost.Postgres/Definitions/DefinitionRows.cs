using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Definitions;

internal sealed record TableRow(uint Oid, TableName Name, ReplicaIdentity Identity, bool IsPartitioned, bool IsPartition, TableName? Parent);

internal sealed record KeyRow(uint Table, string Name, bool IsPrimary, bool IsIdentity, IReadOnlyList<string> Columns);

/// <summary>From the rows of <see cref="DefinitionSql"/> to definitions.</summary>
internal static class DefinitionRows
{
    public static TableRow Table(NpgsqlDataReader row) => new(
        row.GetFieldValue<uint>(0), new TableName(row.GetString(1), row.GetString(2)), (ReplicaIdentity)row.GetString(3)[0], row.GetBoolean(4), row.GetBoolean(5),
        row.IsDBNull(6) ? null : new TableName(row.GetString(6), row.GetString(7)));

    public static (uint Table, ColumnDefinition Column) Column(NpgsqlDataReader row) => (row.GetFieldValue<uint>(0), new ColumnDefinition
    {
        Name = row.GetString(1),
        Type = row.GetString(2),
        Below = Text(row, 3),
        Kind = Kind(row.GetString(4)),
        Element = Text(row, 5),
        ElementKind = Kind(row.GetString(6)),
        Dimensions = row.IsDBNull(5) ? 0 : row.GetInt32(7),
        NotNull = row.GetBoolean(8),
        Default = Text(row, 9),
        Identity = Text(row, 10),
        Generated = Text(row, 11),
        Collation = Text(row, 12),
    });

    public static KeyRow Key(NpgsqlDataReader row) =>
        new(row.GetFieldValue<uint>(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3), row.GetFieldValue<string[]>(4));

    public static (uint Table, ReferenceDefinition Reference) Reference(NpgsqlDataReader row, IReadOnlyDictionary<uint, TableName> names) =>
        (row.GetFieldValue<uint>(0), new ReferenceDefinition(row.GetString(1), row.GetFieldValue<string[]>(3), names[row.GetFieldValue<uint>(2)], row.GetFieldValue<string[]>(4)));

    public static TypeDefinition Type(NpgsqlDataReader row)
    {
        var name = row.GetString(0);
        return row.GetString(1) switch
        {
            "e" => new TypeDefinition.Enum(name, row.GetFieldValue<string[]>(2)),
            "c" => new TypeDefinition.Composite(name, [.. row.GetFieldValue<string[]>(3).Zip(row.GetFieldValue<string[]>(4))]),
            "r" => new TypeDefinition.Range(name, row.GetString(5)),
            _ => new TypeDefinition.Domain(name, row.GetString(5), row.GetBoolean(6), Text(row, 7), Text(row, 8), [.. row.GetFieldValue<string[]>(9).Zip(row.GetFieldValue<string[]>(10))]),
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static TypeKind Kind(string letter) => letter switch
    {
        "a" => TypeKind.Array,
        "e" => TypeKind.Enum,
        "c" => TypeKind.Composite,
        "r" => TypeKind.Range,
        "m" => TypeKind.Multirange,
        _ => TypeKind.Base,
    };
}
