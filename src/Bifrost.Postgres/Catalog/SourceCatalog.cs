using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Catalog;

/// <summary>Reads tables from the catalog of a source, under the connection's own transaction and view.</summary>
public static class SourceCatalog
{
    /// <summary>Every permanent table for which <paramref name="wanted"/> is true, roots and leaves of partition trees alike, by name.</summary>
    public static async Task<IReadOnlyList<CatalogTable>> ReadAsync(NpgsqlConnection connection, Func<TableName, bool> wanted, CancellationToken cancellation)
    {
        await using (var path = new NpgsqlCommand("set search_path = pg_catalog", connection))
            await path.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        var tables = await ReadTablesAsync(connection, wanted, cancellation).ConfigureAwait(false);
        var oids = tables.Select(static t => t.Oid).ToArray();
        var columns = await ReadColumnsAsync(connection, oids, cancellation).ConfigureAwait(false);
        var keys = await ReadKeysAsync(connection, oids, cancellation).ConfigureAwait(false);
        return [.. tables.Select(t => new CatalogTable(
            new SourceTable(t.Oid, t.Name, t.Identity, [.. columns[t.Oid]], NamesOf(keys[t.Oid], static k => k.IsPrimary), t.Rows),
            t.IsPartitioned, t.IsPartition, NamesOf(keys[t.Oid], static k => k.IsIdentity), t.CanSelect))];
    }

    /// <summary>
    /// The tables whose changes arrive under their own name: leaves and ordinary tables, or, where the publication publishes via the root, roots and ordinary tables.
    /// </summary>
    public static IReadOnlyList<CatalogTable> Published(IReadOnlyList<CatalogTable> tables, bool viaPartitionRoot) =>
        [.. tables.Where(t => viaPartitionRoot ? !t.IsPartition : !t.IsPartitioned)];

    private static IReadOnlyList<string> NamesOf(IEnumerable<KeyColumn> columns, Func<KeyColumn, bool> ofIndex) => [.. columns.Where(ofIndex).Select(static k => k.Name)];

    private static async Task<List<TableRow>> ReadTablesAsync(NpgsqlConnection connection, Func<TableName, bool> wanted, CancellationToken cancellation)
    {
        var tables = new List<TableRow>();
        await using var command = new NpgsqlCommand(CatalogSql.Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var name = new TableName(reader.GetString(1), reader.GetString(2));
            if (wanted(name))
                tables.Add(new TableRow(reader.GetFieldValue<uint>(0), name, (ReplicaIdentity)reader.GetString(3)[0], reader.GetInt64(4), reader.GetBoolean(5), reader.GetBoolean(6), reader.GetBoolean(7)));
        }

        return tables;
    }

    private static async Task<ILookup<uint, SourceColumn>> ReadColumnsAsync(NpgsqlConnection connection, uint[] oids, CancellationToken cancellation)
    {
        var columns = new List<(uint Oid, SourceColumn Column)>();
        await using var command = Of(CatalogSql.Columns, oids, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            columns.Add((reader.GetFieldValue<uint>(0), new SourceColumn(
                reader.GetString(1), reader.GetFieldValue<uint>(2), reader.GetInt32(3), reader.GetString(4), reader.GetBoolean(5),
                reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetBoolean(7), reader.GetBoolean(8))));
        }

        return columns.ToLookup(static c => c.Oid, static c => c.Column);
    }

    private static async Task<ILookup<uint, KeyColumn>> ReadKeysAsync(NpgsqlConnection connection, uint[] oids, CancellationToken cancellation)
    {
        var keys = new List<(uint Oid, KeyColumn Key)>();
        await using var command = Of(CatalogSql.Keys, oids, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            keys.Add((reader.GetFieldValue<uint>(0), new KeyColumn(reader.GetBoolean(1), reader.GetBoolean(2), reader.GetString(3))));
        return keys.ToLookup(static k => k.Oid, static k => k.Key);
    }

    private static NpgsqlCommand Of(string sql, uint[] oids, NpgsqlConnection connection) => new(sql, connection)
    {
        Parameters = { new NpgsqlParameter { Value = oids, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid } },
    };

    private sealed record TableRow(uint Oid, TableName Name, ReplicaIdentity Identity, long Rows, bool IsPartitioned, bool IsPartition, bool CanSelect);

    private sealed record KeyColumn(bool IsPrimary, bool IsIdentity, string Name);
}
