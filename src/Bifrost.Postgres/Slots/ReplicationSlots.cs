using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.Internal;

namespace Bifrost.Postgres.Slots;

/// <summary>The logical slots of a source's server.</summary>
/// <param name="dropPatience">How long a drop waits for a reader that is just leaving.</param>
public sealed class ReplicationSlots(TimeProvider time, TimeSpan dropPatience)
{

    private static readonly TimeSpan DropInterval = TimeSpan.FromMilliseconds(100);

    private const string Query =
        """
        select slot_name::text, active_pid, coalesce(confirmed_flush_lsn, restart_lsn, '0/0')::text,
               coalesce(pg_current_wal_lsn() - restart_lsn, 0)::bigint, coalesce(wal_status, 'lost'), plugin::text, database::text,
               (select nullif(setting, '-1')::bigint * 1024 * 1024 from pg_settings where name = 'max_slot_wal_keep_size'), safe_wal_size,
               coalesce(restart_lsn, '0/0')::text
        from pg_replication_slots where slot_type = 'logical' and ($1 is null or slot_name = $1) order by slot_name
        """;

    /// <summary>The slots whose names begin with the source's <c>slot.name</c>.</summary>
    public Task<IReadOnlyList<SlotState>> ListAsync(SourceSettings source, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<IReadOnlyList<SlotState>>(source.Database, DatabaseSide.Source, "listing its replication slots", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost slots", cancellation).ConfigureAwait(false);
            var slots = await ReadAsync(connection, null, cancellation).ConfigureAwait(false);
            return [.. slots.Where(s => SlotName.HasStem(s.State.Name, source.SlotName)).Select(static s => s.State)];
        });

    /// <summary>The slot of that name, or null.</summary>
    public static async Task<ReplicationSlot?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellation) =>
        (await ReadAsync(connection, name, cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>Makes a slot without a snapshot; what is committed after the position that comes back will be in its stream.</summary>
    public Task<Lsn> CreateAsync(SourceSettings source, string slotName, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"creating the replication slot {slotName}", async () =>
        {
            await using var connection = await ReplicationSession.OpenAsync(source.Database, "bifrost slots", cancellation).ConfigureAwait(false);
            var slot = await connection.CreateLogicalReplicationSlot(
                SqlText.Name(slotName), "pgoutput", slotSnapshotInitMode: LogicalSlotSnapshotInitMode.NoExport, cancellationToken: cancellation).ConfigureAwait(false);
            return ReplicationSession.LsnOf(slot.ConsistentPoint);
        });

    /// <summary>Drops the slot; one that is not there is fine. A reader that is just leaving is waited for.</summary>
    /// <exception cref="Replication.Failures.ReplicationException">SlotInUse, naming the PID: somebody still reads it.</exception>
    public Task DropAsync(SourceSettings source, string slotName, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"dropping the replication slot {slotName}", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost slots", cancellation).ConfigureAwait(false);
            var began = time.GetTimestamp();
            while (!await TryDropAsync(connection, slotName, cancellation).ConfigureAwait(false))
            {
                if (time.GetElapsedTime(began) > dropPatience)
                    throw SlotFaults.InUse(slotName, source.Database, (await FindAsync(connection, slotName, cancellation).ConfigureAwait(false))?.State.ActivePid);
                await Task.Delay(DropInterval, time, cancellation).ConfigureAwait(false);
            }

            return true;
        });

    private static async Task<bool> TryDropAsync(NpgsqlConnection connection, string slotName, CancellationToken cancellation)
    {
        await using var drop = new NpgsqlCommand("select pg_drop_replication_slot($1)", connection) { Parameters = { new() { Value = slotName } } };
        try
        {
            await drop.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.UndefinedObject)
        {
            return true;
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.ObjectInUse)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<ReplicationSlot>> ReadAsync(NpgsqlConnection connection, string? name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Query, connection)
        {
            Parameters = { new NpgsqlParameter { Value = (object?)name ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var slots = new List<ReplicationSlot>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var state = new SlotState(
                reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt32(1), Lsn.Parse(reader.GetString(2)), reader.GetInt64(3), reader.GetString(4),
                reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.IsDBNull(8) ? null : reader.GetInt64(8));
            slots.Add(new ReplicationSlot(state, reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), Lsn.Parse(reader.GetString(9))));
        }

        return slots;
    }
}
