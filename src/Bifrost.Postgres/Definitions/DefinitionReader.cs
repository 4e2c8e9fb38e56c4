using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Definitions;

/// <summary>Reads what tables are made of from a server's catalog. Changes nothing, reads no row.</summary>
public static class DefinitionReader
{
    /// <summary>Every permanent table for which <paramref name="wanted"/> is true.</summary>
    /// <exception cref="Replication.Failures.ReplicationException">The server cannot be reached, or refuses.</exception>
    public static Task<DatabaseDefinition> ReadAsync(DatabaseEndpoint database, Func<TableName, bool> wanted, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(database, DatabaseSide.Source, "reading its catalog", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(database, "bifrost schema", cancellation).ConfigureAwait(false);
            return await ReadAsync(connection, wanted, cancellation).ConfigureAwait(false);
        });

    /// <summary>As above, on a connection that is open; leaves <c>search_path = pg_catalog</c> behind.</summary>
    public static async Task<DatabaseDefinition> ReadAsync(NpgsqlConnection connection, Func<TableName, bool> wanted, CancellationToken cancellation)
    {
        await using (var path = new NpgsqlCommand("set search_path = pg_catalog", connection))
            await path.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        var tables = (await RowsAsync(connection, DefinitionSql.Tables, null, DefinitionRows.Table, cancellation).ConfigureAwait(false)).Where(table => wanted(table.Name)).ToList();
        uint[] oids = [.. tables.Select(static table => table.Oid)];
        var columns = (await RowsAsync(connection, DefinitionSql.Columns, oids, DefinitionRows.Column, cancellation).ConfigureAwait(false)).ToLookup(static row => row.Table, static row => row.Column);
        var keys = (await RowsAsync(connection, DefinitionSql.Keys, oids, DefinitionRows.Key, cancellation).ConfigureAwait(false)).ToLookup(static key => key.Table);
        var names = tables.ToDictionary(static table => table.Oid, static table => table.Name);
        var references = (await RowsAsync(connection, DefinitionSql.References, oids, reader => DefinitionRows.Reference(reader, names), cancellation).ConfigureAwait(false)).ToLookup(static row => row.Table, static row => row.Reference);
        return new DatabaseDefinition(
            await RowsAsync(connection, DefinitionSql.Extensions, oids, static reader => new ExtensionDefinition(reader.GetString(0), reader.GetString(1)), cancellation).ConfigureAwait(false),
            await RowsAsync(connection, DefinitionSql.Types, oids, DefinitionRows.Type, cancellation).ConfigureAwait(false),
            [.. tables.Select(table => Table(table, [.. columns[table.Oid]], [.. keys[table.Oid]], [.. references[table.Oid]]))])
        {
            Shadows = await RowsAsync(connection, DefinitionSql.Shadows, oids, static reader => reader.GetString(0), cancellation).ConfigureAwait(false),
            EnumDomains = await RowsAsync(connection, DefinitionSql.EnumDomains, null, static reader => reader.GetString(0), cancellation).ConfigureAwait(false),
        };
    }

    private static TableDefinition Table(TableRow table, IReadOnlyList<ColumnDefinition> columns, IReadOnlyList<KeyRow> keys, IReadOnlyList<ReferenceDefinition> references) => new()
    {
        Name = table.Name,
        Columns = columns,
        PrimaryKey = keys.FirstOrDefault(static key => key.IsPrimary)?.Columns ?? [],
        Identity = table.Identity,
        IdentityColumns = keys.FirstOrDefault(static key => key.IsIdentity)?.Columns ?? [],
        Unique = [.. keys.Where(static key => !key.IsPrimary).Select(static key => new UniqueDefinition(key.Name, key.Columns))],
        References = references,
        IsPartitioned = table.IsPartitioned,
        IsPartition = table.IsPartition,
        Parent = table.Parent,
    };

    private static async Task<List<T>> RowsAsync<T>(NpgsqlConnection connection, string sql, uint[]? oids, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (oids is not null)
            command.Parameters.Add(new NpgsqlParameter { Value = oids, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid });
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }
}
