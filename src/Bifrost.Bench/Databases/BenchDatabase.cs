using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Bench.Databases;

/// <summary>One database, asked in SQL. What PostgreSQL refuses comes out as a <see cref="Replication.Failures.ReplicationException"/>.</summary>
internal sealed class BenchDatabase(DatabaseEndpoint endpoint, DatabaseSide side)
{
    public const string ApplicationName = "bifrost bench";

    public DatabaseEndpoint Endpoint => endpoint;

    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation) =>
        GuardedAsync("connecting", () => PostgresSession.OpenAsync(endpoint, ApplicationName, cancellation));

    /// <summary>Runs statements outside a transaction block of ours: each text is sent by itself.</summary>
    /// <param name="doing">A clause that follows "while".</param>
    public Task ExecuteAsync(string doing, CancellationToken cancellation, params string[] statements) => GuardedAsync(doing, async () =>
    {
        await using var connection = await PostgresSession.OpenAsync(endpoint, ApplicationName, cancellation).ConfigureAwait(false);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        return true;
    });

    /// <summary>The first row of a query.</summary>
    public Task<T> QueryAsync<T>(string doing, string query, Func<NpgsqlDataReader, T> row, CancellationToken cancellation) => GuardedAsync(doing, async () =>
    {
        await using var connection = await PostgresSession.OpenAsync(endpoint, ApplicationName, cancellation).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return row(reader);
    });

    /// <summary>Runs work on connections that the caller opened, with failures said as this room says them.</summary>
    public async Task<T> GuardedAsync<T>(string doing, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            throw PostgresFailures.From(e, endpoint, side, doing);
        }
    }
}
