using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Sink;

/// <summary>The wording of what can be wrong with the shape of a table.</summary>
internal static class SchemaFaults
{
    public static ReplicationException NoTable(string sink, TableName source, TableName target) => new(
        FailureKind.Setup, $"Sink {sink}: the table {target}, where rows of {source} go, is not on the target, and schema.evolution=none does not create it. Create it, or set schema.evolution=basic.");

    public static ReplicationException NoColumns(string sink, TableName source, TableName target, IEnumerable<string> columns) => new(
        FailureKind.SchemaChanged,
        $"Sink {sink}: the table {target} has no column {string.Join(", ", columns)}, which {source} has, and schema.evolution=none does not add it. Add it, exclude it, or set schema.evolution=basic.");

    public static ReplicationException NoType(string sink, TableName target, IReadOnlyList<(string Column, string Type)> columns) => new(
        FailureKind.Setup,
        $"Sink {sink}: the table {target} cannot be made, because the target does not know the type of {string.Join(", ", columns.Select(static c => $"column {c.Column} ({c.Type})"))}. "
        + "Create the type on the target (CREATE TYPE, CREATE DOMAIN or CREATE EXTENSION), or create the table with a type of your choice, then restart the task.");

    public static ReplicationException GoneFromSource(string sink, TableName source, TableName target) => new(
        FailureKind.Setup,
        $"Sink {sink}: rows of {source} arrive, the table {target} is not on the target, and the source no longer has the table to make it from. Create {target}, or exclude {source} from the source's table list.");

    public static ReplicationException NoUniqueKey(string sink, TableName target, IReadOnlyList<string> key) => new(
        FailureKind.Setup,
        $"Sink {sink}: the table {target} has no unique index on exactly ({string.Join(", ", key)}), which insert.mode=upsert needs (not partial, not deferrable). "
        + $"Run on the target: alter table {Sessions.SqlText.Table(target)} add unique ({Sessions.SqlText.Names(key)});");

    public static ReplicationException NotFindable(string sink, TableName source) => new(
        FailureKind.Setup,
        $"Sink {sink}: a row of {source} was changed, and it cannot be told which: the table has no replica identity, or the identity's columns are not written to the target. "
        + $"Write them, or run on the source: alter table {Sessions.SqlText.Table(source)} replica identity full;");

    public static ReplicationException Renamed(string sink, TableName source, TableName target, string was, string now) => new(
        FailureKind.SchemaChanged,
        $"Sink {sink}: the column {was} of {source} was renamed to {now}, and renames are not followed. Run on the target: "
        + $"alter table {Sessions.SqlText.Table(target)} rename column {Sessions.SqlText.Name(was)} to {Sessions.SqlText.Name(now)}; then restart the task.");

    public static ReplicationException Retyped(string sink, TableName source, TableName target, string column, string was, string now) => new(
        FailureKind.SchemaChanged,
        $"Sink {sink}: the column {column} of {source} changed its type from {was} to {now}, and type changes are not followed. Run on the target: "
        + $"alter table {Sessions.SqlText.Table(target)} alter column {Sessions.SqlText.Name(column)} type {now}; (with the USING of the source's change, if it had one) then restart the task.");

    public static ReplicationException Replaced(string sink, TableName source, TableName target, string what) => new(
        FailureKind.SchemaChanged,
        $"Sink {sink}: {what} of {source} was dropped and made again. The change log does not say what became of the rows that were there, so {target} may hold what the source no longer does. "
        + "Reset the sink's offsets to take a new snapshot.");

    public static ReplicationException UnknownOldRows(string sink, TableName source, TableName target, string column) => new(
        FailureKind.SchemaChanged,
        $"Sink {sink}: the column {column} was added to {source} with a default whose value in the rows that were there cannot be known from the catalog. "
        + $"Add the column to {target} and fill it, then restart the task; or reset the sink's offsets to take a new snapshot.");

    public static ReplicationException SharedTruncate(string sink, TableName source, TableName target) => new(
        FailureKind.Setup,
        $"Sink {sink}: {source} was truncated, and {target} also takes rows of other tables, which a TRUNCATE would take along. Route the tables apart, or set truncate.enabled=false.");

    public static ReplicationException SharedLoad(string sink, TableName source, TableName target) => new(
        FailureKind.Setup,
        $"Sink {sink}: the snapshot of {source} goes to {target}, which has rows, no key, and is fed by other tables too: rows that are there cannot be told from rows to load. Give it a key, or empty it and leave one table in it.");
}
