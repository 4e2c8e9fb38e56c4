using System.Buffers.Binary;
using System.Text;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Wire;

/// <summary>Reads the fields of one message, big-endian, and never beyond its end.</summary>
internal ref struct WireReader(ReadOnlyMemory<byte> message)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly DateTimeOffset PostgresEpoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ReadOnlyMemory<byte> _message = message;
    private readonly ReadOnlySpan<byte> _span = message.Span;

    public int Offset { get; private set; }

    public byte Byte() => Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    public Lsn Lsn() => new(BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong))));

    /// <summary>Microseconds since 2000-01-01 UTC.</summary>
    public DateTimeOffset Time()
    {
        var offset = Offset;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));
        var earliest = (DateTimeOffset.MinValue - PostgresEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var latest = (DateTimeOffset.MaxValue - PostgresEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return microseconds >= earliest && microseconds <= latest
            ? PostgresEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw WireFaults.BadTime(offset);
    }

    /// <summary>A zero-terminated UTF-8 string.</summary>
    public string Text()
    {
        var offset = Offset;
        var length = _span[offset..].IndexOf((byte)0);
        if (length < 0)
            throw WireFaults.BadText(offset);
        var bytes = Take(length + 1)[..length];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw WireFaults.BadText(offset);
        }
    }

    /// <summary>A count of elements that are each at least <paramref name="elementBytes"/> long: checked before anything is allocated for them.</summary>
    public int Count(int count, int elementBytes)
    {
        if (count < 0)
            throw WireFaults.NegativeLength(Offset);
        if ((long)count * elementBytes > _span.Length - Offset)
            throw WireFaults.Truncated(Offset, (long)count * elementBytes, _span.Length - Offset);
        return count;
    }

    /// <summary>A 32-bit length and as many bytes, as a slice of the message.</summary>
    public ReadOnlyMemory<byte> Counted()
    {
        var length = Int32();
        if (length < 0)
            throw WireFaults.NegativeLength(Offset);
        var start = Offset;
        Take(length);
        return _message.Slice(start, length);
    }

    public readonly void End()
    {
        if (Offset != _span.Length)
            throw WireFaults.Trailing(Offset, _span.Length - Offset);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _span.Length - Offset)
            throw WireFaults.Truncated(Offset, count, _span.Length - Offset);
        var taken = _span.Slice(Offset, count);
        Offset += count;
        return taken;
    }
}
