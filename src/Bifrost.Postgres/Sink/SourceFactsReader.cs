using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Asks the source's catalog, on a connection that is opened for it.</summary>
internal sealed class SourceFactsReader(SourceSettings source)
{
    private const string Numbers =
        """
        select attrelid, attname::text, attnum::int, case when atthasmissing then (attmissingval::text::text[])[1] end,
               case when attgenerated <> '' then pg_get_expr(adbin, adrelid) end
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = any($1) and attnum > 0 and not attisdropped
        """;

    /// <summary>The tables of these names that are there.</summary>
    public Task<IReadOnlyDictionary<TableName, SourceFacts>> ReadAsync(IReadOnlyCollection<TableName> tables, CancellationToken cancellation) =>
        ReadAsync(new HashSet<TableName>(tables).Contains, cancellation);

    /// <summary>The tables for which <paramref name="wanted"/> is true; it is asked once for each.</summary>
    public Task<IReadOnlyDictionary<TableName, SourceFacts>> ReadAsync(Func<TableName, bool> wanted, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<IReadOnlyDictionary<TableName, SourceFacts>>(source.Database, DatabaseSide.Source, "reading its catalog", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost catalog", cancellation).ConfigureAwait(false);
            var catalog = await SourceCatalog.ReadAsync(connection, wanted, cancellation).ConfigureAwait(false);
            var attributes = await AttributesAsync(connection, [.. catalog.Select(static t => t.Table.Oid)], cancellation).ConfigureAwait(false);
            return catalog.ToDictionary(static t => t.Table.Name, t => new SourceFacts(
                t, RecordKey.Of(t, source.KeyColumns),
                attributes[t.Table.Oid].ToDictionary(static a => a.Name, static a => a.Number),
                attributes[t.Table.Oid].Where(static a => a.OldRows is not null).ToDictionary(static a => a.Name, static a => a.OldRows!),
                attributes[t.Table.Oid].Where(static a => a.Generated is not null).ToDictionary(static a => a.Name, static a => a.Generated!)));
        });

    /// <summary>The name of a type by its OID; null where the source no longer has it.</summary>
    public Task<string?> TypeAsync(RelationColumn column, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, "reading its catalog", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost catalog", cancellation).ConfigureAwait(false);
            await using var path = new NpgsqlCommand("set search_path = pg_catalog", connection);
            await path.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            await using var command = RawText.Command(
                connection, "select format_type(oid, $2::int) from pg_type where oid = $1::oid", RawText.Of(column.TypeOid), RawText.Of(column.TypeModifier));
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as string;
        });

    private static async Task<ILookup<uint, Attribute>> AttributesAsync(NpgsqlConnection connection, uint[] oids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Numbers, connection)
        {
            Parameters = { new NpgsqlParameter { Value = oids, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid } },
        };
        var rows = new List<Attribute>();
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(new Attribute(reader.GetFieldValue<uint>(0), reader.GetString(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4)));
        return rows.ToLookup(static a => a.Table);
    }

    private sealed record Attribute(uint Table, string Name, int Number, string? OldRows, string? Generated);
}
