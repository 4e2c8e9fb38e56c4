using Bifrost.Testing;

namespace Bifrost.Dbt.Tests.BothWays;

/// <summary>All that the schemas of the models hold, as lines to compare: relations, columns with types, constraints, indexes, comments, rows.</summary>
internal static class StarContents
{
    private const string Shape =
        """
        select format('%s.%s %s', n.nspname, c.relname, c.relkind) || coalesce(E'\n  -- ' || obj_description(c.oid), '')
            || coalesce(E'\n' || (select string_agg(format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end, ' -- ' || col_description(c.oid, a.attnum)), E'\n' order by a.attnum)
                 from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '')
            || coalesce(E'\n  ' || (select string_agg(pg_get_constraintdef(k.oid), ', ' order by pg_get_constraintdef(k.oid)) from pg_constraint k where k.conrelid = c.oid), '')
            || coalesce(E'\n  ' || (select string_agg(one, ', ' order by one) from (select regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX .* USING ', ' ') as one from pg_index i where i.indrelid = c.oid) x), '')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('star', 'star_staging', 'star_reference') and c.relkind in ('r', 'v', 'm')
        order by n.nspname, c.relname
        """;

    /// <summary>One entry for each relation, in the order of their names, then one for each relation's rows.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(ScratchDatabase database)
    {
        var shapes = new List<string>();
        await using var connection = await database.OpenAsync();
        await using (var command = new Npgsql.NpgsqlCommand(Shape, connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                shapes.Add(reader.GetString(0));
        }
        var rows = new List<string>();
        foreach (var relation in shapes.Select(static shape => shape.Split(' ')[0]))
        {
            await using var count = new Npgsql.NpgsqlCommand($"select count(*) || ' ' || coalesce(md5(string_agg(r::text, E'\\n' order by r::text collate \"C\")), '') from {relation} r", connection);
            rows.Add($"{relation}: {await count.ExecuteScalarAsync()}");
        }
        return [.. shapes, .. rows];
    }
}
