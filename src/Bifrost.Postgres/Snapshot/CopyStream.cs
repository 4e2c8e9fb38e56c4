using Bifrost.Postgres.Failures;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Snapshot;

/// <summary>The bytes of a <c>COPY … TO STDOUT</c> in text format, as the server sent them.</summary>
/// <remarks>
/// Npgsql gives raw bytes for binary COPY alone, but its text reader is a <see cref="StreamReader"/> over the same raw stream;
/// that base stream is read here, and the reader, which decodes only when read from, never is.
/// </remarks>
internal sealed class CopyStream(StreamReader reader, DatabaseEndpoint database, string table) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await reader.BaseStream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            throw Failure(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return reader.BaseStream.Read(buffer, offset, count);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            throw Failure(e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            reader.Dispose();
        base.Dispose(disposing);
    }

    private Replication.Failures.ReplicationException Failure(Exception e) => PostgresFailures.From(e, database, DatabaseSide.Source, $"copying {table} for the snapshot");
}
