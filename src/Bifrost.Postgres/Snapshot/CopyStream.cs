using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Snapshot;

/// <summary>The bytes of a <c>COPY … TO STDOUT</c>, as the server sent them; its failures are the source's.</summary>
internal sealed class CopyStream(Stream rows, DatabaseEndpoint database, string table) : CopyBytes
{
    private bool _isOver;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The server sends a message for each row: most reads find theirs in Npgsql's buffer.
        var reading = rows.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully ? ValueTask.FromResult(Seen(reading.Result)) : FinishAsync(reading);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Seen(rows.Read(buffer, offset, count));
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            throw Failure(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!_isOver && rows is NpgsqlRawCopyStream unfinished)
                unfinished.GiveUp();
            _isOver = true;
            rows.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Nothing more comes after an empty read, and after a failure.</summary>
    private int Seen(int read)
    {
        _isOver |= read == 0;
        return read;
    }

    private async ValueTask<int> FinishAsync(ValueTask<int> reading)
    {
        try
        {
            return Seen(await reading.ConfigureAwait(false));
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            throw Failure(e);
        }
    }

    private Replication.Failures.ReplicationException Failure(Exception e)
    {
        _isOver = true;
        return PostgresFailures.From(e, database, DatabaseSide.Source, $"copying {table} for the snapshot");
    }
}
