namespace Bifrost.Stack.Roles;

/// <summary>Names and texts inside statements that take no parameters.</summary>
internal static class Sql
{
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A literal; backslashes are plain, <c>standard_conforming_strings</c> being on.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A block that runs the statement where the query finds no row.</summary>
    public static string Unless(string query, string statement) => $"do $once$ begin if not exists ({query}) then {statement}; end if; end $once$";

    public static string Role(string name, string options) =>
        Unless($"select from pg_catalog.pg_roles where rolname = {Text(name)}", $"create role {Name(name)} {options}");

    public static string Schema(string name, string owner) =>
        Unless($"select from pg_catalog.pg_namespace where nspname = {Text(name)}", $"create schema {Name(name)} authorization {Name(owner)}");
}
