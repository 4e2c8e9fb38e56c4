namespace Bifrost.Postgres.Definitions;

/// <summary>The queries of <see cref="DefinitionReader"/>. Run with <c>search_path = pg_catalog</c>, so that names outside of it print with their schema.</summary>
internal static class DefinitionSql
{
    /// <summary>Permanent tables of users: what WAL carries and a publication can hold.</summary>
    public const string Tables =
        """
        select c.oid, n.nspname::text, c.relname::text, c.relreplident::text, c.relkind = 'p', c.relispartition, pn.nspname::text, p.relname::text
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join lateral (select inhparent from pg_inherits where inhrelid = c.oid order by inhseqno limit 1) i on true
        left join pg_class p on p.oid = i.inhparent left join pg_namespace pn on pn.oid = p.relnamespace
        where c.relkind in ('r', 'p') and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
        order by n.nspname collate "C", c.relname collate "C"
        """;

    public static string Columns { get; } =
        $$"""
        select a.attrelid, a.attname::text, format_type(a.atttypid, a.atttypmod),
               case when b.depth > 0 then format_type(b.oid, b.modifier) end, {{KindOf("b")}},
               case when b.element <> 0 then format_type(e.oid, e.modifier) end, coalesce({{KindOf("e")}}, 'b'), a.attndims::int,
               a.attnotnull, case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
               case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
               case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
               case when a.attcollation <> t.typcollation then format('%I.%I', cn.nspname, c.collname) end
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        left join pg_collation c on c.oid = a.attcollation left join pg_namespace cn on cn.oid = c.collnamespace
        cross join lateral ({{Below("a.atttypid", "a.atttypmod")}}) b
        left join lateral ({{Below("b.element", "b.modifier")}}) e on b.element <> 0
        where a.attrelid = any($1) and a.attnum > 0 and not a.attisdropped
        order by a.attrelid, a.attnum
        """;

    /// <summary>Complete unique indexes on columns; INCLUDE columns identify nothing.</summary>
    public const string Keys =
        """
        select i.indrelid, c.relname::text, i.indisprimary, i.indisreplident,
               array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k (n, p)
                     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n where k.p <= i.indnkeyatts order by k.p)
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = any($1) and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
        order by i.indrelid, c.relname collate "C"
        """;

    public const string References =
        """
        select f.conrelid, f.conname::text, f.confrelid,
               array(select a.attname::text from unnest(f.conkey) with ordinality k (n, p) join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.n order by k.p),
               array(select a.attname::text from unnest(f.confkey) with ordinality k (n, p) join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.n order by k.p)
        from pg_constraint f where f.contype = 'f' and f.conparentid = 0 and f.conrelid = any($1) and f.confrelid = any($1)
        order by f.conrelid, f.conname collate "C"
        """;

    /// <summary>Every type that the columns are made of, with how deep it is inside of one.</summary>
    private const string Closure =
        """
        with recursive used (oid, depth) as (
          select distinct atttypid, 0 from pg_attribute where attrelid = any($1) and attnum > 0 and not attisdropped
          union select u.inner_oid, u.depth + 1 from (
            select case when t.typtype = 'd' then t.typbasetype when t.typtype = 'r' then r.rngsubtype when t.typtype = 'm' then m.rngtypid
                        when t.typtype = 'c' then a.atttypid else t.typelem end as inner_oid, used.depth
            from used join pg_type t on t.oid = used.oid left join pg_range r on r.rngtypid = t.oid left join pg_range m on m.rngmultitypid = t.oid
            left join pg_attribute a on t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) u where u.inner_oid <> 0)
        """;

    public const string Extensions =
        $"""
        {Closure}
        select distinct x.extname::text collate "C", n.nspname::text from used join pg_type t on t.oid = used.oid join pg_namespace n on n.oid = t.typnamespace
        join pg_depend d on d.classid = 'pg_type'::regclass and d.objid = case when t.typelem <> 0 and t.typlen = -1 then t.typelem else t.oid end and d.deptype = 'e'
        join pg_extension x on x.oid = d.refobjid order by 1
        """;

    /// <summary>A connector that looks types up by name alone takes one for the other.</summary>
    public const string Shadows =
        $"""
        {Closure}
        select distinct format('%s.%s', n.nspname, s.typname) collate "C" from used join pg_type t on t.oid = used.oid
        join pg_type s on s.typname = t.typname and s.oid <> t.oid join pg_namespace n on n.oid = s.typnamespace
        where t.typnamespace = 'pg_catalog'::regnamespace and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)' order by 1
        """;

    public const string EnumDomains =
        """
        select format_type(d.oid, null) collate "C" from pg_type d join pg_type e on e.oid = d.typbasetype where d.typtype = 'd' and e.typtype = 'e' order by 1
        """;

    /// <summary>Types of users, what others are made of first.</summary>
    public const string Types =
        $"""
        {Closure}
        select format_type(t.oid, null), t.typtype::text,
               array(select e.enumlabel::text from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder),
               array(select a.attname::text from pg_attribute a where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum),
               array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum),
               case t.typtype when 'd' then format_type(t.typbasetype, t.typtypmod) when 'r' then (select format_type(rngsubtype, null) from pg_range where rngtypid = t.oid) end,
               t.typnotnull, t.typdefault,
               (select format('%I.%I', cn.nspname, c.collname) from pg_collation c join pg_namespace cn on cn.oid = c.collnamespace join pg_type b on b.oid = t.typbasetype
                where t.typtype = 'd' and c.oid = t.typcollation and t.typcollation <> b.typcollation),
               array(select k.conname::text from pg_constraint k where k.contypid = t.oid and k.contype = 'c' order by k.conname collate "C"),
               array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.contypid = t.oid and k.contype = 'c' order by k.conname collate "C")
        from (select oid, max(depth) as depth from used group by oid) u join pg_type t on t.oid = u.oid join pg_namespace n on n.oid = t.typnamespace
        where n.nspname not in ('pg_catalog', 'information_schema') and t.typtype in ('e', 'd', 'c', 'r')
          and not exists (select 1 from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
        order by u.depth desc, format_type(t.oid, null) collate "C"
        """;

    /// <summary>A type below its domains.</summary>
    private static string Below(string type, string modifier) =>
        $"""
        with recursive domains (oid, modifier, depth) as (
          select {type}, {modifier}, 0
          union all select t.typbasetype, t.typtypmod, domains.depth + 1 from domains join pg_type t on t.oid = domains.oid where t.typtype = 'd')
        select t.oid, domains.modifier, domains.depth, t.typtype, case when exists (select 1 from pg_type e where e.oid = t.typelem and e.typarray = t.oid) then t.typelem else 0::oid end as element
        from domains join pg_type t on t.oid = domains.oid order by domains.depth desc limit 1
        """;

    private static string KindOf(string alias) => $"case when {alias}.element <> 0 then 'a' else {alias}.typtype::text end";
}
