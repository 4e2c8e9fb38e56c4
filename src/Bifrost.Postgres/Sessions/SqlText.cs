using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sessions;

/// <summary>Quotes names and literals for SQL text.</summary>
public static class SqlText
{
    public static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Table(TableName table) => $"{Name(table.Schema)}.{Name(table.Name)}";

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>A string literal under <c>standard_conforming_strings</c>.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
