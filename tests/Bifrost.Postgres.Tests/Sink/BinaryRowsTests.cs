using System.Buffers.Binary;
using Bifrost.Postgres.Sink;

namespace Bifrost.Postgres.Tests.Sink;

public sealed class BinaryRowsTests
{
    [Test]
    public void Rows_are_counted_whatever_the_pieces([Values(1, 2, 3, 7, 64, 100_000)] int piece)
    {
        var bytes = Copy([[], [null], [0, 5], [null, 300, null], [70_000], [1, 2, 3]]);
        var rows = new BinaryRows();
        var counted = 0L;
        for (var at = 0; at < bytes.Length; at += piece)
            counted += rows.Count(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        counted.ShouldBe(6);
    }

    [Test]
    public void A_table_without_rows_has_none() => new BinaryRows().Count(Copy([])).ShouldBe(0);

    /// <param name="rows">Lengths of each row's fields; null is NULL.</param>
    private static byte[] Copy(int?[][] rows)
    {
        using var bytes = new MemoryStream();
        bytes.Write("PGCOPY\n"u8);
        bytes.Write([0xff, (byte)'\r', (byte)'\n', 0]);
        Int32(0);
        Int32(0);
        foreach (var row in rows)
        {
            Int16((short)row.Length);
            foreach (var length in row)
            {
                Int32(length ?? -1);
                bytes.Write(Enumerable.Repeat((byte)0xff, length ?? 0).ToArray());
            }
        }

        Int16(-1);
        return bytes.ToArray();

        void Int32(int value)
        {
            Span<byte> number = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, value);
            bytes.Write(number);
        }

        void Int16(short value)
        {
            Span<byte> number = stackalloc byte[2];
            BinaryPrimitives.WriteInt16BigEndian(number, value);
            bytes.Write(number);
        }
    }
}
