using System.Net.Sockets;
using Bifrost.Postgres.Sessions;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>One connection as the login for models.</summary>
internal sealed class ModelsSession(NpgsqlConnection connection, CancellationToken cancellation) : IAsyncDisposable
{
    /// <summary>Enough for the joins of a million rows in memory; the server's default of 4 MB sorts on disk.</summary>
    private const string WorkMemory = "set work_mem = '64MB'";

    private const string ApplicationName = "bifrost models";

    public NpgsqlConnection Connection { get; } = connection;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <exception cref="ModelsException">The login, or the way to the database, fails.</exception>
    public static async Task<ModelsSession> OpenAsync(ModelsTarget target, CancellationToken cancellation)
    {
        try
        {
            var session = new ModelsSession(await PostgresSession.OpenAsync(target.Database, ApplicationName, cancellation).ConfigureAwait(false), cancellation);
            await session.ExecuteAsync(WorkMemory).ConfigureAwait(false);
            return session;
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw RunFaults.NoLogin(target, e);
        }
    }

    /// <summary>What a database, or the way to it, throws.</summary>
    public static bool IsFailure(Exception e) => e is NpgsqlException or SocketException or TimeoutException or IOException;

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteNonQueryAsync(Cancellation).ConfigureAwait(false);
    }

    public async Task<T?> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(Cancellation).ConfigureAwait(false) is T value ? value : default;
    }

    /// <summary>Every row of a query, as <paramref name="read"/> makes it.</summary>
    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(Cancellation).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(Cancellation).ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, Connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
