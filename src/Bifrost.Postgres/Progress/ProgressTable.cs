using Bifrost.Postgres.Sink;
using Bifrost.Postgres.Slots;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary><c>bifrost.progress</c>, for one sink and one source. Every write asserts the owner's fence and the position that it knows, and must hit one row.</summary>
/// <param name="stem">The source's <c>slot.name</c>: which of the sink's rows belong to it.</param>
internal sealed class ProgressTable(NpgsqlConnection connection, string sink, string stem)
{
    /// <summary>Five seconds: longer than a batch takes to commit; an owner that holds on has died, or is in a transaction that is worth telling of.</summary>
    private const string LockPatience = "5s";

    private const string OfRow = "where sink = $1 and source_system = $2 and slot = $3";

    /// <summary>Ours alone: another session of the same sink has another.</summary>
    private readonly string _fence = Guid.NewGuid().ToString("N");

    public async Task<IReadOnlyList<StoredProgress>> ReadAsync(CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection,
            "select source_system, timeline, slot, generation, end_lsn::text, commit_time, snapshot_completed from bifrost.progress where sink = $1 order by generation",
            sink);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var rows = new List<StoredProgress>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var row = new StoredProgress(
                new SourceIdentity(reader.GetString(0), reader.GetInt32(1)), reader.GetString(2), reader.GetInt32(3), Lsn.Parse(reader.GetString(4)),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5), reader.GetBoolean(6));
            if (SlotName.GenerationOf(row.Slot, stem, sink) is not null)
                rows.Add(row);
        }

        return rows;
    }

    public async Task BeginAsync(StoredProgress generation, CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection,
            "insert into bifrost.progress (sink, source_system, slot, timeline, generation, end_lsn, fence, snapshot_completed) values ($1, $2, $3, $4, $5, '0/0', $6, false) on conflict do nothing",
            sink, generation.Source.SystemIdentifier, generation.Slot, RawText.Of(generation.Source.Timeline), RawText.Of(generation.Generation), _fence);
        await OneAsync(command, () => ProgressFaults.Fenced(sink, generation.Slot), cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for an owner that is in a transaction no longer than <see cref="LockPatience"/>: the failure then says so, and is tried again.</summary>
    public async Task TakeOverAsync(StoredProgress generation, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var patience = new NpgsqlCommand($"set local lock_timeout = '{LockPatience}'", connection);
        await patience.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await using var command = RawText.Command(
            connection, $"update bifrost.progress set fence = $4, updated_at = now() {OfRow} and end_lsn = $5 and snapshot_completed",
            sink, generation.Source.SystemIdentifier, generation.Slot, _fence, generation.EndLsn.ToString());
        await OneAsync(command, () => ProgressFaults.Moved(sink, generation), cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public async Task ForgetAsync(StoredProgress generation, CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, $"delete from bifrost.progress {OfRow}", sink, generation.Source.SystemIdentifier, generation.Slot);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The first statements of a target transaction: constraints wait for COMMIT where they can, and the row is locked, so that an owner that was replaced finds out before what it
    /// writes can stay.
    /// </summary>
    /// <param name="flushLater">COMMIT does not wait for the target's disk; see <see cref="FlushWatch"/>.</param>
    public Opening Open(StoredProgress known, bool flushLater)
    {
        var locking = RawText.BatchCommand(
            $"select 1 from bifrost.progress {OfRow} and fence = $4 and end_lsn = $5 for update", sink, known.Source.SystemIdentifier, known.Slot, _fence, known.EndLsn.ToString());
        return new Opening(
            [new NpgsqlBatchCommand("set constraints all deferred"), .. flushLater ? new[] { new NpgsqlBatchCommand("set local synchronous_commit = off") } : [], locking],
            () => locking.Rows == 1 ? null : ProgressFaults.Fenced(sink, known.Slot));
    }

    /// <summary>The last statement before COMMIT. Hits the row that <see cref="Open"/> locked.</summary>
    public NpgsqlBatchCommand Move(StoredProgress known, StoredProgress next) => RawText.BatchCommand(
        $"update bifrost.progress set end_lsn = $6, commit_time = coalesce($7, commit_time), snapshot_completed = $8, updated_at = now() {OfRow} and fence = $4 and end_lsn = $5",
        sink, known.Source.SystemIdentifier, known.Slot, _fence, known.EndLsn.ToString(), next.EndLsn.ToString(), RawText.Of(next.CommitTime), next.SnapshotCompleted ? "true" : "false");

    private static async Task OneAsync(NpgsqlCommand command, Func<ReplicationException> otherwise, CancellationToken cancellation)
    {
        if (await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) != 1)
            throw otherwise();
    }
}
