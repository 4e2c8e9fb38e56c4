using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Run;

/// <summary>What a table is, but for its rows, as text to compare: columns with types, constraints, indexes. Names of constraints and indexes are left out: each tool gives its own.</summary>
internal sealed record TableShape(string Columns, string Indexes)
{
    private const string Query =
        """
        select concat_ws(E'\n',
            (select string_agg(format('%s %s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end), ', ' order by a.attnum)
               from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
            (select string_agg(pg_get_constraintdef(k.oid), ', ' order by pg_get_constraintdef(k.oid)) from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c'))),
          coalesce((select string_agg(one, ', ' order by one) from (
            select format('%s%s (%s)', case when i.indisunique then 'unique ' end, m.amname, (
                     select string_agg(pg_get_indexdef(i.indexrelid, at, false), ', ' order by at) from generate_series(1, i.indnkeyatts) at)) as one
              from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
             where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)) indexes), '')
        from pg_class c where c.oid = to_regclass($1)
        """;

    /// <summary>Null where there is no such table.</summary>
    public static async Task<TableShape?> ReadAsync(ModelsSession session, string table) =>
        (await session.RowsAsync(Query, static row => new TableShape(row.GetString(0), row.GetString(1)), table).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The indexes that the plan asks for, in the same words.</summary>
    public static string IndexesOf(PlannedRelation relation) => string.Join(", ",
        relation.Indexes.Select(static index => $"{(index.Unique ? "unique " : "")}{index.Method} ({string.Join(", ", index.Columns)})").Order(StringComparer.Ordinal));
}
