using Bifrost.Postgres.Definitions;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Postgres.Replicas;

/// <summary>What keeps rows from a table that is already there, in words, each with what mends it. Nothing that is there is changed by itself.</summary>
internal static class ReplicaDifferences
{
    public static IEnumerable<string> Of(WantedTable table, WantedColumn wanted, ColumnDefinition there)
    {
        var column = $"{table.Name}.{wanted.Name}";
        if (there.Type != wanted.Type)
            yield return $"{column} is {there.Type} here and {wanted.Type} at the source. Run: {Alter(table, wanted.Name)} type {wanted.Type}{(wanted.Generated is null ? $" using {SqlText.Name(wanted.Name)}::{wanted.Type}" : "")};";
        if (wanted.Generated is null && there.Generated is not null)
            yield return $"{column} is generated here and an ordinary column at the source; no value can be written to it. Run: {Alter(table, wanted.Name)} drop expression;";
        if (wanted.Generated is not null && there.Generated is null)
            yield return $"{column} is generated at the source and an ordinary column here; the source does not send its values, and they would stay NULL. Drop the column here and run `bifrost schema create` again.";
        if (there.Identity == "always")
            yield return $"{column} is GENERATED ALWAYS AS IDENTITY here, and takes no value from a Kafka sink. Run: {Alter(table, wanted.Name)} drop identity;";
        if (there.NotNull && !wanted.NotNull)
            yield return $"{column} is NOT NULL here and takes NULL at the source. Run: {Alter(table, wanted.Name)} drop not null;";
    }

    /// <summary>Of the table as a whole.</summary>
    public static IEnumerable<string> Of(WantedTable table, TableDefinition there)
    {
        if (table.Key.Count > 0 && !IsUnique(there, table.Key))
            yield return $"{table.Name} has no unique index on exactly ({string.Join(", ", table.Key)}), by which its rows are found. Run: alter table {SqlText.Table(table.Name)} add {(there.PrimaryKey.Count == 0 ? "primary key" : "unique")} ({SqlText.Names(table.Key)});";
        foreach (var column in there.Columns.Where(column => column is { NotNull: true, Default: null, Identity: null, Generated: null } && table.Columns.All(one => one.Name != column.Name)))
            yield return $"{table.Name}.{column.Name} is NOT NULL without a default, and the source has no such column. Run: {Alter(table, column.Name)} drop not null;";
        foreach (var key in there.References)
            yield return $"{table.Name} has the foreign key {key.Name}: Kafka's sinks write table by table, not in the order of commits, and stop at it. Run: alter table {SqlText.Table(table.Name)} drop constraint {SqlText.Name(key.Name)};";
        foreach (var key in there.Unique.Where(key => !Same(key.Columns, table.Key)))
            yield return $"{table.Name} has the unique key {key.Name} beside the record key: a sink stops at it when a transaction swaps values. Drop it here; the source upholds it.";
    }

    private static string Alter(WantedTable table, string column) => $"alter table {SqlText.Table(table.Name)} alter column {SqlText.Name(column)}";

    private static bool IsUnique(TableDefinition table, IReadOnlyList<string> key) => Same(table.PrimaryKey, key) || table.Unique.Any(one => Same(one.Columns, key));

    private static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.Count == right.Count && left.All(right.Contains);
}
