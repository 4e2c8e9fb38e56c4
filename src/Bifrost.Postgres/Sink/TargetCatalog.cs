using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Reads tables of the target. Names of types come qualified where they are not PostgreSQL's own: the session's search path is <c>pg_catalog</c>.</summary>
internal sealed class TargetCatalog(NpgsqlConnection connection)
{
    private const string Columns =
        """
        with recursive base (oid, of) as (
          select distinct c.atttypid, c.atttypid from pg_attribute c where c.attrelid = to_regclass($1) and c.attnum > 0 and not c.attisdropped
          union all select b.oid, case when t.typtype = 'd' then t.typbasetype else t.typelem end
          from base b join pg_type t on t.oid = b.of where t.typtype = 'd' or t.typcategory = 'A')
        select a.attname::text, format_type(a.atttypid, -1), format_type(a.atttypid, a.atttypmod), a.attgenerated <> '', a.attidentity = 'a',
               not exists (select 1 from base b where b.oid = a.atttypid and b.of in ('json'::regtype, 'xml'::regtype, 'point'::regtype, 'box'::regtype, 'lseg'::regtype,
                 'line'::regtype, 'path'::regtype, 'polygon'::regtype, 'circle'::regtype)
                 -- A parameter beside a composite column would be a record of no type, which has no input; an extension's operators are not found, for the search path leads to pg_catalog alone.
                 or b.oid = a.atttypid and exists (select 1 from pg_type t where t.oid = b.of and (t.typtype = 'c' or t.typtype = 'b' and t.typelem = 0 and t.typnamespace <> 'pg_catalog'::regnamespace))),
               (select format('operator(%I.%s)', n.nspname, o.oprname)
                from base b join pg_type t on t.oid = a.atttypid and t.typcategory <> 'A'
                join pg_opclass c on c.opcintype = b.of and c.opcdefault and c.opcmethod = (select m.oid from pg_am m where m.amname = 'btree')
                join pg_amop p on p.amopfamily = c.opcfamily and p.amopstrategy = 3 and p.amoplefttype = c.opcintype and p.amoprighttype = c.opcintype
                join pg_operator o on o.oid = p.amopopr join pg_namespace n on n.oid = o.oprnamespace
                where b.oid = a.atttypid and n.nspname <> 'pg_catalog' limit 1)
        from pg_attribute a where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped order by a.attnum
        """;

    private const string Keys =
        """
        select array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k (n, p)
                     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n where k.p <= i.indnkeyatts order by k.p),
               not exists (select from unnest(i.indkey::int2[], i.indcollation::oid[]) k (n, c) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n where k.c <> 0 and k.c <> a.attcollation)
        from pg_index i where i.indrelid = to_regclass($1) and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null and i.indexprs is null
        """;

    private const string Sets =
        """
        select c.relkind in ('r', 'p') and not c.relrowsecurity and not exists (select 1 from pg_rewrite r where r.ev_class = c.oid)
          and not exists (select 1 from pg_trigger g where (g.tgrelid = c.oid or g.tgrelid in (select relid from pg_partition_tree(c.oid))) and not g.tgisinternal and g.tgenabled in ('O', 'A'))
        from pg_class c where c.oid = to_regclass($1)
        """;

    /// <summary>The table, or null where there is none.</summary>
    public async Task<TargetTable?> FindAsync(TableName name, CancellationToken cancellation)
    {
        var quoted = SqlText.Table(name);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { RawText.BatchCommand(Sets, quoted), RawText.BatchCommand(Columns, quoted), RawText.BatchCommand(Keys, quoted) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
            return null;
        var takesSets = reader.GetBoolean(0);

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var columns = new List<TargetColumn>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            columns.Add(new TargetColumn(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5)) { Equality = reader.IsDBNull(6) ? "=" : reader.GetString(6) });

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var (keys, sought) = (new List<IReadOnlyList<string>>(), new List<IReadOnlyList<string>>());
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            keys.Add(reader.GetFieldValue<string[]>(0));
            if (reader.GetBoolean(1))
                sought.Add(keys[^1]);
        }

        return new TargetTable(name, columns, keys, takesSets) { SoughtKeys = sought };
    }

    public async Task<bool> HasSchemaAsync(string schema, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select exists (select 1 from pg_namespace where nspname = $1)", connection) { Parameters = { new() { Value = schema } } };
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    /// <summary>The type is known here, by the name that the source's catalog prints.</summary>
    public async Task<bool> HasTypeAsync(string type, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regtype($1) is not null", connection) { Parameters = { new() { Value = type } } };
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }
}
