using Bifrost.Postgres.Failures;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Npgsql;

namespace Bifrost.Postgres.Verify;

/// <summary>A connection inside a transaction that always shows the same rows, and what to say when it fails.</summary>
internal sealed class SnapshotSession(NpgsqlConnection connection, DatabaseEndpoint database, DatabaseSide side)
{
    public NpgsqlConnection Connection { get; } = connection;

    /// <summary>Runs a query whose parameters are arrays of text or numbers; <paramref name="read"/> is called for each row.</summary>
    public async Task QueryAsync(string sql, Action<NpgsqlDataReader> read, CancellationToken cancellation, params Array[] parameters)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, Connection);
            foreach (var parameter in parameters)
                command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                read(reader);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e) && e is not ReplicationException)
        {
            throw PostgresFailures.From(e, database, side, "comparing rows");
        }
    }
}
