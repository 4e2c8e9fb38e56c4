using System.Buffers.Binary;

namespace Bifrost.Postgres.Tests.Wire;

/// <summary>Changes bytes as a broken network, a wrong version or an attacker would. The same seed gives the same bytes.</summary>
internal static class Mutation
{
    /// <summary>What lengths and counts are set to: the ends of their types, and a step beyond what is there.</summary>
    private static readonly int[] Extremes = [0, 1, -1, 0x7f, 0xff, 0x7fff, 0x8000, 0xffff, 0x00ffffff, int.MaxValue, int.MinValue];

    public static byte[] Of(Random random, byte[] original, IReadOnlyList<byte[]> others)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
            Change(random, bytes, others[random.Next(others.Count)]);
        return [.. bytes];
    }

    private static void Change(Random random, List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(1, bytes.Count - at + 1));
                break;
            case 5 when other.Length > 0:
                // The end of another message: a row of one table under the number of another.
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(Math.Min(at, other.Length)).ToArray());
                break;
            case 6:
                Overwrite(bytes, at, Extremes[random.Next(Extremes.Length)], random.Next(2) == 0 ? sizeof(short) : sizeof(int));
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 16), bytes.Count - at)));
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, int value, int width)
    {
        Span<byte> written = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(written, value);
        for (var i = 0; i < width && at + i < bytes.Count; i++)
            bytes[at + i] = written[sizeof(int) - width + i];
    }
}
