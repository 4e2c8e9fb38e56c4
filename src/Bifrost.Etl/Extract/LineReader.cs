using System.Text;

namespace Bifrost.Etl.Extract;

/// <summary>Cuts a text into lines, as bytes, one at a time; CR LF and LF end a line. Holds a block of the text and no more.</summary>
internal sealed class LineReader(Stream text)
{
    /// <summary>Some hundreds of published lines; one read of a file fetches as much.</summary>
    private const int BlockBytes = 1 << 17;

    private byte[] _block = new byte[BlockBytes];
    private int _next;
    private int _end;
    private Range _line;

    /// <summary>The current line without its end; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Line => _block.AsSpan(_line);

    /// <summary>The line's number; the first is 1.</summary>
    public long Number { get; private set; }

    /// <summary>Bytes of the text that were read.</summary>
    public long Length { get; private set; }

    public bool Read()
    {
        var searched = _next;
        int at;
        while ((at = _block.AsSpan(searched, _end - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _next;
            if (Fill())
                continue;
            if (_next == _end)
                return false;
            Take(_end, _end);
            return true;
        }
        Take(searched + at, searched + at + 1);
        return true;
    }

    private void Take(int end, int next)
    {
        if (end > _next && _block[end - 1] == '\r')
            end--;
        var start = Number == 0 && _block.AsSpan(_next, end - _next).StartsWith(Encoding.UTF8.Preamble) ? _next + Encoding.UTF8.Preamble.Length : _next;
        (_line, _next) = (start..end, next);
        Number++;
    }

    /// <summary>Moves what is left of the block to its start, and reads on; a line longer than the block makes it larger.</summary>
    private bool Fill()
    {
        _block.AsSpan(_next, _end - _next).CopyTo(_block);
        (_next, _end) = (0, _end - _next);
        if (_end == _block.Length)
            Array.Resize(ref _block, _block.Length * 2);
        var read = text.Read(_block, _end, _block.Length - _end);
        _end += read;
        Length += read;
        return read > 0;
    }
}
