using Bifrost.Postgres.Definitions;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Postgres.Replicas;

/// <summary>The statements that make a replica's tables. Names of types are written as the source's catalog printed them: quoted already.</summary>
internal static class ReplicaSql
{
    public static string Create(WantedTable table)
    {
        var key = table.Key.Count == 0 ? [] : new[] { $"primary key ({SqlText.Names(table.Key)})" };
        return $"create table {SqlText.Table(table.Name)} (\n  {string.Join(",\n  ", table.Columns.Select(column => Define(column, column.NotNull)).Concat(key))})";
    }

    /// <summary>Rows that are there have no value yet, so that NOT NULL cannot be asked for.</summary>
    public static string AddColumn(WantedTable table, WantedColumn column) => $"alter table {SqlText.Table(table.Name)} add column {Define(column, notNull: false)}";

    public static string Create(ExtensionDefinition extension) => $"create extension if not exists {SqlText.Name(extension.Name)} with schema {SqlText.Name(extension.Schema)}";

    public static string Create(TypeDefinition type) => type switch
    {
        TypeDefinition.Enum one => $"create type {one.Name} as enum ({string.Join(", ", one.Labels.Select(SqlText.Literal))})",
        TypeDefinition.Composite one => $"create type {one.Name} as ({string.Join(", ", one.Fields.Select(static field => $"{SqlText.Name(field.Name)} {field.Type}"))})",
        TypeDefinition.Range one => $"create type {one.Name} as range (subtype = {one.Subtype})",
        TypeDefinition.Domain one => $"create domain {one.Name} as {one.Over}{Clause("collate", one.Collation)}{Clause("default", one.Default)}{(one.NotNull ? " not null" : "")}"
            + string.Concat(one.Checks.Select(static check => $" constraint {SqlText.Name(check.Name)} {check.Definition}")),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The schema of a qualified name, unquoted.</summary>
    public static string SchemaOf(string name)
    {
        if (name[0] != '"')
            return name.Split('.', 2)[0];
        var end = name.IndexOf("\".", StringComparison.Ordinal);
        return name[1..end].Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static string Define(WantedColumn column, bool notNull) =>
        $"{SqlText.Name(column.Name)} {column.Type}{Clause("collate", column.Collation)}{Clause("default", column.Default)}"
        + $"{(column.Generated is { } expression ? $" generated always as ({expression}) stored" : "")}{(notNull ? " not null" : "")}";

    private static string Clause(string word, string? value) => value is null ? "" : $" {word} {value}";
}
