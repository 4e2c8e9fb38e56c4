using System.Buffers.Binary;
using System.IO.Compression;

namespace Bifrost.Etl.Extract;

/// <summary>Opens the text inside a file, whether it is compressed or not.</summary>
internal static class Decompression
{
    public static Stream Open(InputFile file)
    {
        var bytes = file.Open();
        Span<byte> magic = stackalloc byte[2];
        var read = bytes.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        bytes.Position = 0;
        return read == 2 && magic is [0x1F, 0x8B] ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
    }

    /// <summary>
    /// The length modulo 2^32 that a gzip file ends with; null for a plain file. <see cref="GZipStream"/> ends in silence where a file was cut short,
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
