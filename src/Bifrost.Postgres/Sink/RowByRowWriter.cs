using Bifrost.Postgres.Progress;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Sink;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Writes each row behind a savepoint of its own, in the source's order, which is always legal. A refused row stops the sink or is parked.</summary>
internal sealed class RowByRowWriter(NpgsqlConnection connection, string sink, ErrorsTolerance tolerance, AppliedRows applied)
{
    public async Task WriteAsync(RowWrite row, Lsn endLsn, long ordinal, CancellationToken cancellation)
    {
        try
        {
            var hit = await SendAsync(row, cancellation).ConfigureAwait(false);
            if (hit == 0 && row.Shape.Kind == RowKind.Delete)
                applied.NotFound++;
            if (hit > 0 || row.Shape.MayMiss)
                return;
            if (row.Otherwise is { } otherwise)
                await SendAsync(otherwise(), cancellation).ConfigureAwait(false);
            else
                await RefuseAsync(row, endLsn, ordinal, RowFaults.NotWhole, null, cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (RowFaults.IsOfRow(e))
        {
            await RunAsync("rollback to savepoint bifrost_row", cancellation).ConfigureAwait(false);
            await RefuseAsync(row, endLsn, ordinal, RowFaults.Reason(e), e, cancellation).ConfigureAwait(false);
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
        await ParkedRows.AddAsync(connection, sink, row, endLsn, ordinal, reason, cancellation).ConfigureAwait(false);
        applied.Parked++;
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
