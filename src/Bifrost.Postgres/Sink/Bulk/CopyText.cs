using System.Buffers;
using System.Text;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>Writes rows in COPY's text format. Values are PostgreSQL's own text (UTF-8), and are copied but for what the format escapes.</summary>
internal sealed class CopyText(Stream to) : IDisposable
{
    /// <summary>64 KB at once to the socket; more gained nothing.</summary>
    private const int SendBytes = 64 << 10;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\\\n\r\t"u8);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * SendBytes);
    private int _used;
    private bool _inRow;

    public void Null()
    {
        Begin(2);
        _buffer[_used++] = (byte)'\\';
        _buffer[_used++] = (byte)'N';
    }

    public void Value(string text) => Value(Encoding.UTF8.GetBytes(text));

    public void Value(ReadOnlySpan<byte> text)
    {
        // Every byte may be escaped.
        Begin(2 * text.Length);
        int special;
        while ((special = text.IndexOfAny(Escaped)) >= 0)
        {
            text[..special].CopyTo(_buffer.AsSpan(_used));
            _used += special;
            _buffer[_used++] = (byte)'\\';
            _buffer[_used++] = text[special] switch { (byte)'\n' => (byte)'n', (byte)'\r' => (byte)'r', (byte)'\t' => (byte)'t', var itself => itself };
            text = text[(special + 1)..];
        }

        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    /// <summary>Ends a row; sends what has gathered.</summary>
    public ValueTask EndRowAsync(CancellationToken cancellation)
    {
        Reserve(1);
        _buffer[_used++] = (byte)'\n';
        _inRow = false;
        return _used < SendBytes ? ValueTask.CompletedTask : FlushAsync(cancellation);
    }

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await to.WriteAsync(_buffer.AsMemory(0, _used), cancellation).ConfigureAwait(false);
        _used = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Begin(int bytes)
    {
        Reserve(bytes + 1);
        if (_inRow)
            _buffer[_used++] = (byte)'\t';
        _inRow = true;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _used >= bytes)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(_used + bytes);
        _buffer.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
