using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Slots;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>
/// Keeps a slot ours while no session holds it: between a stream and a peek, and from when a peek's answer is made until the next stream. It is an advisory lock of the source's database by the slot's name, which
/// every reading asks for before it begins; without it another worker of the same sink would find the slot free, and fence this one.
/// </summary>
internal sealed class SlotClaim : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private SlotClaim(NpgsqlConnection connection) => _connection = connection;

    /// <exception cref="Replication.Failures.ReplicationException">SlotInUse: another reading has it.</exception>
    public static async Task<SlotClaim> TakeAsync(DatabaseEndpoint source, string slotName, CancellationToken cancellation)
    {
        var connection = await PostgresSession.OpenAsync(source, $"bifrost claim {slotName}", cancellation).ConfigureAwait(false);
        try
        {
            await LockAsync(connection, source, slotName, cancellation).ConfigureAwait(false);
            return new SlotClaim(connection);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task LockAsync(NpgsqlConnection connection, DatabaseEndpoint source, string slotName, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select pg_try_advisory_lock(k.key),
                   (select l.pid from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and (l.classid::bigint << 32 | l.objid::bigint) = k.key limit 1)
            from (select hashtextextended('bifrost slot ' || $1, 0) as key) k
            """, connection) { Parameters = { new() { Value = slotName } } };
        await using var answer = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await answer.ReadAsync(cancellation).ConfigureAwait(false);
        if (!answer.GetBoolean(0))
            throw SlotFaults.InUse(slotName, source, answer.IsDBNull(1) ? null : answer.GetInt32(1));
    }
}
