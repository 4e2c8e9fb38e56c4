using Npgsql;

namespace Bifrost.Etl.Load;

/// <summary>The run's connection and its one transaction.</summary>
internal sealed class Session(NpgsqlConnection connection, CancellationToken cancellation)
{
    /// <summary>Enough for a hash of a million grains in a few batches; the server's default of 4 MB takes dozens.</summary>
    private const string WorkMemory = "set local work_mem = '64MB'";

    /// <summary>"bifretl" in ASCII: one loader at a time in a database.</summary>
    private const long LockKey = 0x62_69_66_72_65_74_6C;

    public NpgsqlConnection Connection { get; } = connection;

    public CancellationToken Cancellation { get; } = cancellation;

    public Task PrepareAsync() => ExecuteAsync(WorkMemory);

    /// <summary>Waits until no other run holds the database; says so first where one does.</summary>
    public async Task LockAsync(Action<string> tell)
    {
        if (await ScalarAsync<bool>($"select pg_try_advisory_xact_lock({LockKey})").ConfigureAwait(false))
            return;
        var holder = await ScalarAsync<int?>(
            $"select pid from pg_locks where locktype = 'advisory' and granted and classid = {LockKey >> 32} and objid = {LockKey & 0xFFFF_FFFF}").ConfigureAwait(false);
        tell($"Another load runs in this database{(holder is { } pid ? $" (process {pid})" : "")}; waiting for it.");
        await ExecuteAsync($"select pg_advisory_xact_lock({LockKey})").ConfigureAwait(false);
    }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteNonQueryAsync(Cancellation).ConfigureAwait(false);
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteScalarAsync(Cancellation).ConfigureAwait(false) is T value ? value : default;
    }
}
