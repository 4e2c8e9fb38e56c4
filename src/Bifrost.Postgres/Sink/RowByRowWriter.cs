using Bifrost.Postgres.Progress;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Sink;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Writes each row behind a savepoint of its own, in the source's order, which is always legal. A refused row stops the sink or is parked.</summary>
/// <param name="facts">Of the transaction that is written.</param>
internal sealed class RowByRowWriter(NpgsqlConnection connection, string sink, ErrorsTolerance tolerance, ParkedRows parked, RowFacts facts, AppliedRows applied)
{
    public async Task WriteAsync(RowWrite row, Lsn endLsn, long ordinal, CancellationToken cancellation)
    {
        var isNoted = await parked.NoteAsync(row.Change, endLsn, cancellation).ConfigureAwait(false);
        var refusal = await TryAsync(row, cancellation).ConfigureAwait(false);
        // A change that is refused itself has done nothing to the rows that are parked.
        if (isNoted)
            await RunAsync(refusal is null ? ParkedRows.KeepNote : ParkedRows.UndoNote, cancellation).ConfigureAwait(false);
        if (refusal is { } why)
            await RefuseAsync(row, endLsn, ordinal, why.Reason, why.Inner, cancellation).ConfigureAwait(false);
    }

    /// <returns>Why it was refused; null where it was not.</returns>
    private async Task<(string Reason, Exception? Inner)?> TryAsync(RowWrite row, CancellationToken cancellation)
    {
        try
        {
            var hit = await SendAsync(row, cancellation).ConfigureAwait(false);
            if (hit == 0 && row.Shape.Kind == RowKind.Delete)
                applied.NotFound++;
            else if (hit == 0 && row.Shape.MaySkip)
                applied.Skipped++;
            if (hit > 0 || row.Shape.MayMiss)
                return null;
            if (row.Otherwise is not { } otherwise)
                return (RowFaults.NotWhole, null);
            var whole = otherwise();
            if (await SendAsync(whole, cancellation).ConfigureAwait(false) == 0 && whole.Shape.MaySkip)
                applied.Skipped++;
            return null;
        }
        catch (PostgresException e) when (RowFaults.IsOfRow(e))
        {
            await RunAsync("rollback to savepoint bifrost_row", cancellation).ConfigureAwait(false);
            return (RowFaults.Reason(e), e);
        }
    }

    private async Task<int> SendAsync(RowWrite row, CancellationToken cancellation)
    {
        var write = RawText.BatchCommand(row.Shape.Single, row.Values);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("savepoint bifrost_row"), write, new NpgsqlBatchCommand("release savepoint bifrost_row") },
        };
        await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return (int)write.RecordsAffected;
    }

    private async Task RefuseAsync(RowWrite row, Lsn endLsn, long ordinal, string reason, Exception? inner, CancellationToken cancellation)
    {
        if (tolerance == ErrorsTolerance.None)
            throw RowFaults.Refused(sink, row, endLsn, reason, inner);
        await parked.AddAsync(row, facts, endLsn, ordinal, reason, cancellation).ConfigureAwait(false);
        applied.Parked++;
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
