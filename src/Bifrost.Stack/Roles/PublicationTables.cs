using Bifrost.Stack.Plan;
using Bifrost.Topology;
using Npgsql;

namespace Bifrost.Stack.Roles;

/// <summary>The source's publication: made with the tables that the topology captures and those of signals and beats, and given those that came later. What it holds besides is left in it.</summary>
internal static class PublicationTables
{
    private const string TablesQuery = """
        select n.nspname, c.relname,
               exists (select from pg_catalog.pg_publication_tables t where t.pubname = $1 and t.schemaname = n.nspname and t.tablename = c.relname),
               case c.relreplident
                   when 'f' then true
                   when 'd' then exists (select from pg_catalog.pg_index i where i.indrelid = c.oid and i.indisprimary)
                   when 'i' then exists (select from pg_catalog.pg_index i where i.indrelid = c.oid and i.indisreplident)
                   else false
               end or exists (select from pg_catalog.pg_publication p where p.pubname = $1 and not p.pubupdate and not p.pubdelete)
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
          and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
        order by 1, 2
        """;

    /// <summary>Schemas of the database that the topology captures, without Bifrost's own.</summary>
    public static async Task<IReadOnlyList<string>> SchemasAsync(NpgsqlConnection connection, Source source, CancellationToken cancellation)
    {
        var schemas = new List<string>();
        await using var command = new NpgsqlCommand("select nspname from pg_catalog.pg_namespace where nspname <> 'information_schema' and nspname !~ '^pg_' order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            schemas.Add(reader.GetString(0));
        return [.. schemas.Where(schema => IsCaptured(source, schema))];
    }

    private static bool IsOwn(Source source, string table) => table == source.Signals?.Table || table == source.Heartbeat.Table;

    private static bool IsCaptured(Source source, string schema) => schema != TargetSchemas.Own && source.Schemas.Matches(schema)
        && (source.Tables.Include.Count == 0 || source.Tables.Include.Any(table => Wildcard.Matches(table.Split('.', 2)[0], schema)));

    /// <summary>Makes or widens the publication; it belongs to the database's owner.</summary>
    /// <returns>Captured tables that were left out: without a replica identity, publishing them would stop their own updates and deletes.</returns>
    public static async Task<IReadOnlyList<string>> EnsureAsync(NpgsqlConnection connection, SourcePlan plan, CancellationToken cancellation)
    {
        var publication = Sql.Name(plan.Source.Publication.Name);
        var (missing, keyless) = await MissingAsync(connection, plan.Source, cancellation).ConfigureAwait(false);
        var statements = new List<string>
        {
            Sql.Unless($"select from pg_catalog.pg_publication where pubname = {Sql.Text(plan.Source.Publication.Name)}", $"create publication {publication}"),
            $"alter publication {publication} owner to {Sql.Name(plan.Owner)}",
        };
        if (missing.Count > 0)
            statements.Add($"alter publication {publication} add table {string.Join(", ", missing)}");
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return keyless;
    }

    private static async Task<(IReadOnlyList<string> Missing, IReadOnlyList<string> Keyless)> MissingAsync(NpgsqlConnection connection, Source source, CancellationToken cancellation)
    {
        var (missing, keyless) = (new List<string>(), new List<string>());
        await using var command = new NpgsqlCommand(TablesQuery, connection) { Parameters = { new() { Value = source.Publication.Name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var (schema, table) = (reader.GetString(0), reader.GetString(1));
            if (!reader.GetBoolean(2) && ((source.Schemas.Matches(schema) && source.Tables.Matches($"{schema}.{table}")) || IsOwn(source, $"{schema}.{table}")))
                (reader.GetBoolean(3) ? missing : keyless).Add($"{Sql.Name(schema)}.{Sql.Name(table)}");
        }

        return (missing, keyless);
    }
}
