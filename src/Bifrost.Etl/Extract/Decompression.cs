using System.Buffers.Binary;

namespace Bifrost.Etl.Extract;

/// <summary>What a compressed file says of its text.</summary>
internal static class Decompression
{
    /// <summary>
    /// The length modulo 2^32 that a gzip file ends with; null for a plain file. <c>GZipStream</c> ends in silence where a file was cut short,
    /// so that the reader must compare.
    /// </summary>
    public static uint? PromisedLength(InputFile file)
    {
        using var bytes = file.Open();
        Span<byte> word = stackalloc byte[4];
        if (bytes.Length < 18 || bytes.ReadByte() != 0x1F || bytes.ReadByte() != 0x8B)
            return null;
        bytes.Seek(-4, SeekOrigin.End);
        bytes.ReadExactly(word);
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
