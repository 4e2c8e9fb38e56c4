namespace Bifrost.Postgres.Catalog;

/// <summary>The queries of <see cref="SourceCatalog"/>. Run with <c>search_path = pg_catalog</c>, so that user-defined types and functions print with their schema.</summary>
internal static class CatalogSql
{
    /// <summary>Permanent tables of users: what WAL carries and a publication can hold.</summary>
    public const string Tables =
        """
        select c.oid, n.nspname, c.relname, c.relreplident::text, c.reltuples::bigint, c.relkind = 'p', c.relispartition,
               has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
        order by n.nspname, c.relname
        """;

    public const string Columns =
        """
        select a.attrelid, a.attname, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end, a.attgenerated <> '', a.attidentity <> ''
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = any($1) and a.attnum > 0 and not a.attisdropped
        order by a.attrelid, a.attnum
        """;

    /// <summary>Key columns only: an index's INCLUDE columns identify nothing.</summary>
    public const string Keys =
        """
        select i.indrelid, i.indisprimary, i.indisreplident, a.attname
        from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = any($1) and (i.indisprimary or i.indisreplident) and i.indisvalid and k.position <= i.indnkeyatts
        order by i.indrelid, i.indexrelid, k.position
        """;
}
