using System.IO.Compression;

namespace Bifrost.Etl.Extract;

/// <summary>The text inside an open file, and how far its bytes are read: of a compressed file its compressed ones.</summary>
internal sealed class OpenText : IDisposable
{
    private readonly Stream _bytes;

    public OpenText(InputFile file)
    {
        _bytes = file.Open();
        Span<byte> magic = stackalloc byte[2];
        var read = _bytes.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        _bytes.Position = 0;
        Text = read == 2 && magic is [0x1F, 0x8B] ? new GZipStream(_bytes, CompressionMode.Decompress) : _bytes;
    }

    public Stream Text { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length => _bytes.Length;

    /// <summary>Bytes of the file that were read.</summary>
    public long Position => _bytes.Position;

    public void Dispose()
    {
        Text.Dispose();
        _bytes.Dispose();
    }
}
