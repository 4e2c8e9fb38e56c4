using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sink;

/// <summary>The SQL of every shape. The target is aliased <c>t</c>, the arrays of a bulk statement <c>s</c> with columns <c>c0</c>, <c>c1</c>, ….</summary>
internal static class StatementBuilder
{
    public static RowShape Insert(TableName table, IReadOnlyList<TargetColumn> columns, IReadOnlyList<string>? key)
    {
        var into = Into(table, columns);
        var conflict = key is null ? "" : OnConflict(columns, key);
        int[] identity = key is null ? [] : [.. key.Select(k => IndexOf(columns, k))];
        return new RowShape(
            key is null ? RowKind.Insert : RowKind.Upsert,
            $"{into} values ({string.Join(", ", columns.Select(static (_, i) => Parameter(i)))}){conflict}",
            $"{into} select {string.Join(", ", columns.Select(static (c, i) => Cast(c, i)))} from {Arrays(columns.Count)}{conflict}",
            identity, MayMiss: true, MaySkip: key is null || SetOnConflict(columns, key).Any());
    }

    /// <param name="set">Columns that are set, their values first.</param>
    /// <param name="match">Columns that find the row, their values after the set ones.</param>
    /// <remarks>A key that changes is never written in bulk: one statement sees no row where another of its rows puts it, so a key that moves on twice would stay halfway.</remarks>
    public static RowShape Update(TableName table, IReadOnlyList<TargetColumn> set, IReadOnlyList<TargetColumn> match, bool mayMiss)
    {
        var update = $"update {SqlText.Table(table)} as t set ";
        return new RowShape(
            RowKind.Update,
            $"{update}{string.Join(", ", set.Select(static (c, i) => $"{SqlText.Name(c.Name)} = {Parameter(i)}"))} where {Match(match, set.Count)}",
            set.Any(match.Contains) ? null : $"{update}{string.Join(", ", set.Select(static (c, i) => $"{SqlText.Name(c.Name)} = {Cast(c, i)}"))} from {Arrays(set.Count + match.Count)} where {BulkMatch(match, set.Count)}",
            [.. Enumerable.Range(set.Count, match.Count)], mayMiss);
    }

    public static RowShape Delete(TableName table, IReadOnlyList<TargetColumn> match) => new(
        RowKind.Delete,
        $"delete from {SqlText.Table(table)} as t where {Match(match, 0)}",
        $"delete from {SqlText.Table(table)} as t using {Arrays(match.Count)} where {BulkMatch(match, 0)}",
        [.. Enumerable.Range(0, match.Count)], MayMiss: true);

    /// <summary>A table without a key: one row of those that equal the whole old image, as PostgreSQL's own apply does.</summary>
    public static RowShape UpdateOne(TableName table, IReadOnlyList<TargetColumn> set, IReadOnlyList<TargetColumn> match, bool mayMiss) => new(
        RowKind.Update,
        $"update {SqlText.Table(table)} as t set {string.Join(", ", set.Select(static (c, i) => $"{SqlText.Name(c.Name)} = {Parameter(i)}"))} where {OneRow(table, match, set.Count)}",
        null, [], mayMiss);

    public static RowShape DeleteOne(TableName table, IReadOnlyList<TargetColumn> match) => new(
        RowKind.Delete, $"delete from {SqlText.Table(table)} as t where {OneRow(table, match, 0)}", null, [], MayMiss: true);

    /// <summary>The beginning of an INSERT, up to where its rows come from.</summary>
    public static string Into(TableName table, IReadOnlyList<TargetColumn> columns) =>
        $"insert into {SqlText.Table(table)} as t ({SqlText.Names(columns.Select(static c => c.Name))})" + (columns.Any(static c => c.IsIdentityAlways) ? " overriding system value" : "");

    /// <summary>The end of an INSERT that replaces the rows of the same key.</summary>
    public static string OnConflict(IReadOnlyList<TargetColumn> columns, IReadOnlyList<string> key)
    {
        var set = SetOnConflict(columns, key).Select(static c => $"{SqlText.Name(c.Name)} = excluded.{SqlText.Name(c.Name)}").ToList();
        return $" on conflict ({SqlText.Names(key)}) do {(set.Count == 0 ? "nothing" : "update set " + string.Join(", ", set))}";
    }

    /// <summary>The target's column equals a value, by the operator of its key.</summary>
    public static string Equals(TargetColumn column, string value) => $"t.{SqlText.Name(column.Name)} {column.Equality} {value}";

    private static IEnumerable<TargetColumn> SetOnConflict(IReadOnlyList<TargetColumn> columns, IReadOnlyList<string> key) => columns.Where(c => !key.Contains(c.Name) && !c.IsIdentityAlways);

    private static string OneRow(TableName table, IReadOnlyList<TargetColumn> match, int offset) =>
        $"t.ctid = (select o.ctid from {SqlText.Table(table)} as o where "
        + string.Join(" and ", match.Select((c, i) => c.HasEquality
            ? $"o.{SqlText.Name(c.Name)} is not distinct from {Parameter(offset + i)}"
            : $"o.{SqlText.Name(c.Name)}::text is not distinct from {Parameter(offset + i)}::text"))
        + " limit 1)";

    private static string Match(IReadOnlyList<TargetColumn> match, int offset) =>
        string.Join(" and ", match.Select((c, i) => Equals(c, $"cast({Parameter(offset + i)} as {c.CastType})")));

    private static string BulkMatch(IReadOnlyList<TargetColumn> match, int offset) => string.Join(" and ", match.Select((c, i) => Equals(c, Cast(c, offset + i))));

    private static string Cast(TargetColumn column, int index) => $"cast(s.c{index} as {column.CastType})";

    private static string Arrays(int count) =>
        $"unnest({string.Join(", ", Enumerable.Range(0, count).Select(static i => $"{Parameter(i)}::text[]"))}) as s ({string.Join(", ", Enumerable.Range(0, count).Select(static i => $"c{i}"))})";

    private static string Parameter(int index) => $"${index + 1}";

    private static int IndexOf(IReadOnlyList<TargetColumn> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
                return i;
        }

        throw new ArgumentException($"The key column {name} is not written.", nameof(name));
    }
}
