using System.Text.Json;
using Bifrost.Postgres.Sink;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary><c>bifrost.tables</c>: what the source's tables looked like when rows of them last came, and which tables feed which. Written in the transaction of the rows.</summary>
internal sealed class KnownTables(NpgsqlConnection connection, string sink, string stem, Failpoints failpoints)
{
    public async Task<KnownTable?> FindAsync(TableName source, CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection, "select source_oid, columns::text from bifrost.tables where sink = $1 and stem = $2 and source_table = $3", sink, stem, source.ToString());
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await reader.ReadAsync(cancellation).ConfigureAwait(false)
            ? new KnownTable(reader.GetFieldValue<uint>(0), JsonSerializer.Deserialize<Dictionary<string, KnownColumn>>(reader.GetString(1)) ?? [])
            : null;
    }

    /// <summary>Names of all source tables that the sink has had a copy of.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync(CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, "select source_table from bifrost.tables where sink = $1 and stem = $2", sink, stem);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            names.Add(reader.GetString(0));
        return names;
    }

    public async Task RememberAsync(TableName source, TableName target, KnownTable table, CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection,
            "insert into bifrost.tables (sink, stem, source_table, target_table, source_oid, columns) values ($1, $2, $3, $4, $5, $6) "
            + "on conflict (sink, stem, source_table) do update set target_table = excluded.target_table, source_oid = excluded.source_oid, columns = excluded.columns "
            + "where (bifrost.tables.target_table, bifrost.tables.source_oid, bifrost.tables.columns) is distinct from (excluded.target_table, excluded.source_oid, excluded.columns)",
            sink, stem, source.ToString(), target.ToString(), RawText.Of(table.Oid), JsonSerializer.Serialize(table.Columns));
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await failpoints.AtAsync(Failpoints.TableRemembered, cancellation).ConfigureAwait(false);
    }

    /// <summary>Rows of another source table, of this or any other sink, go to the target too.</summary>
    public async Task<bool> IsSharedAsync(TableName source, TableName target, CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection,
            "select exists (select 1 from bifrost.tables where target_table = $4 and (sink, stem, source_table) is distinct from ($1, $2, $3))",
            sink, stem, source.ToString(), target.ToString());
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    /// <summary>The source no longer sends the table.</summary>
    public async Task ForgetAsync(string source, CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, "delete from bifrost.tables where sink = $1 and stem = $2 and source_table = $3", sink, stem, source);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The sink no longer follows the source: nothing of it feeds any table.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, "delete from bifrost.tables where sink = $1 and stem = $2", sink, stem);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}

internal sealed record KnownTable(uint Oid, IReadOnlyDictionary<string, KnownColumn> Columns);

/// <param name="Number"><c>attnum</c> on the source.</param>
/// <param name="Type">The type as the source's catalog printed it.</param>
internal sealed record KnownColumn(int Number, string Type);
