using System.Buffers.Binary;
using Bifrost.Etl.Clean;
using Npgsql;

namespace Bifrost.Etl.Load;

/// <summary>
/// Sends rows as a binary COPY, in blocks: while the server takes one, the next is filled. The COPY begins with the first block, so that a first row that
/// is refused costs the server nothing.
/// </summary>
/// <param name="copy">The COPY statement, in binary format.</param>
/// <param name="withLine">Whether the line's number is the first column.</param>
/// <param name="refuses">Ends the pass at a row that it is true for; null for none.</param>
internal sealed class CopySink(Session session, string copy, bool withLine, Func<CleanRow, bool>? refuses = null) : IRowSink, IAsyncDisposable
{
    /// <summary>Some two thousand rows, and far more than the longest one (eleven texts of 200 characters).</summary>
    private const int BlockBytes = 1 << 18;

    private byte[] _filling = new byte[BlockBytes];
    private byte[] _sending = new byte[BlockBytes];
    private int _length;
    private NpgsqlRawCopyStream? _stream;
    private Task _sent = Task.CompletedTask;

    /// <summary>Signature, flags, and the length of the header's extension, as PostgreSQL's documentation of COPY has them.</summary>
    private static ReadOnlySpan<byte> FileHeader => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<byte> FileTrailer => [0xFF, 0xFF];

    /// <summary>Whether a row was refused.</summary>
    public bool HasRefused { get; private set; }

    public ValueTask<bool> TakeAsync(long line, CleanRow row)
    {
        if (refuses?.Invoke(row) == true)
        {
            HasRefused = true;
            return new(false);
        }
        if (_stream is null && _length == 0)
            Append(FileHeader);
        if (_length + SizeOf(row) > BlockBytes)
            return SendAndTakeAsync(line, row);
        Append(line, row);
        return new(true);
    }

    /// <exception cref="PostgresException">The server refuses a row.</exception>
    public async Task CompleteAsync()
    {
        if (_stream is null && _length == 0)
            Append(FileHeader);
        if (_length + FileTrailer.Length > BlockBytes)
            await SendAsync().ConfigureAwait(false);
        Append(FileTrailer);
        await SendAsync().ConfigureAwait(false);
        await _sent.ConfigureAwait(false);
        await _stream!.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes back what was sent; the transaction has then failed up to its savepoint.</summary>
    public async Task CancelAsync()
    {
        await _sent.ConfigureAwait(false);
        if (_stream is not null)
            await _stream.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for the last block only, so that the session is free for the rollback; what failed is told by whoever waited for it.</summary>
    public async ValueTask DisposeAsync() => await _sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async ValueTask<bool> SendAndTakeAsync(long line, CleanRow row)
    {
        await SendAsync().ConfigureAwait(false);
        Append(line, row);
        return true;
    }

    private async Task SendAsync()
    {
        _stream ??= await session.Connection.BeginRawBinaryCopyAsync(copy, session.Cancellation).ConfigureAwait(false);
        await _sent.ConfigureAwait(false);
        (_filling, _sending) = (_sending, _filling);
        _sent = _stream.WriteAsync(_sending.AsMemory(0, _length), session.Cancellation).AsTask();
        _length = 0;
    }

    private int SizeOf(CleanRow row)
    {
        var size = sizeof(short) + (withLine ? sizeof(int) + sizeof(long) : 0);
        foreach (var field in row.Fields)
            size += field.Copied.Length;
        return size;
    }

    private void Append(long line, CleanRow row)
    {
        BinaryPrimitives.WriteInt16BigEndian(_filling.AsSpan(_length), (short)(row.Fields.Length + (withLine ? 1 : 0)));
        _length += sizeof(short);
        if (withLine)
        {
            BinaryPrimitives.WriteInt32BigEndian(_filling.AsSpan(_length), sizeof(long));
            BinaryPrimitives.WriteInt64BigEndian(_filling.AsSpan(_length + sizeof(int)), line);
            _length += sizeof(int) + sizeof(long);
        }
        foreach (var field in row.Fields)
            Append(field.Copied);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_filling.AsSpan(_length));
        _length += bytes.Length;
    }
}
