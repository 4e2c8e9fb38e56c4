using System.Buffers.Binary;

namespace Bifrost.Postgres.Sink;

/// <summary>Counts the rows of a binary COPY as its bytes go by, in pieces of any size (PostgreSQL, COPY, "Binary Format").</summary>
internal sealed class BinaryRows
{
    /// <summary>Signature (11), flags (4), and the length of a header extension (4), which no version has used.</summary>
    private const int HeaderBytes = 19;

    private readonly byte[] _number = new byte[sizeof(int)];
    private int _have;
    private long _skip = HeaderBytes;
    private int _fields;

    /// <returns>Rows that begin in the piece.</returns>
    public long Count(ReadOnlySpan<byte> piece)
    {
        long rows = 0;
        while (piece.Length > 0)
        {
            var skipped = (int)Math.Min(_skip, piece.Length);
            _skip -= skipped;
            piece = piece[skipped..];
            var size = _fields == 0 ? sizeof(short) : sizeof(int);
            var taken = Math.Min(size - _have, piece.Length);
            piece[..taken].CopyTo(_number.AsSpan(_have));
            _have += taken;
            piece = piece[taken..];
            if (_have < size)
                break;
            _have = 0;
            rows += Take(size);
        }

        return rows;
    }

    /// <summary>A row begins with its number of fields, -1 being the trailer; a field with its length, -1 being NULL.</summary>
    private int Take(int size)
    {
        if (size == sizeof(int))
        {
            _fields--;
            _skip = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_number));
            return 0;
        }

        var fields = BinaryPrimitives.ReadInt16BigEndian(_number);
        _fields = Math.Max((short)0, fields);
        return fields < 0 ? 0 : 1;
    }
}
