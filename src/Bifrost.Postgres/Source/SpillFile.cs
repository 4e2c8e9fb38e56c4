using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Bifrost.Postgres.Source;

/// <summary>Raw messages on disk, each behind its 32-bit length. Written once, read as often as needed, gone when disposed of or when the process dies.</summary>
internal sealed class SpillFile : IDisposable
{
    /// <summary>Bytes that go to the file at once.</summary>
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Bytes that come from the file at once: below the size that the collector keeps apart (85,000 bytes).</summary>
    private const int BlockBytes = 64 * 1024;

    private readonly FileStream _file;
    private int _holders = 1;

    public SpillFile(string folder)
    {
        var path = Path.Combine(folder, $"bifrost-{Guid.NewGuid():N}.spill");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            BufferSize = ChunkBytes,
        };
        // It holds rows: nobody else may read it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(path, options);
        // Where an open file may be unlinked, a killed process leaves nothing behind.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    /// <summary>For a file that is open already.</summary>
    internal SpillFile(FileStream file) => _file = file;

    public void Append(ReadOnlySpan<byte> message)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        _file.Write(length);
        _file.Write(message);
    }

    /// <summary>No more messages come.</summary>
    public void Seal() => _file.Flush();

    /// <summary>Every message in order; no later one overwrites it. May be asked for again, also while another reading goes on.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Messages()
    {
        var handle = _file.SafeFileHandle;
        var end = RandomAccess.GetLength(handle);
        ReadOnlyMemory<byte> rest = default;
        for (long offset = 0; offset < end;)
        {
            if (rest.Length < sizeof(int))
                rest = Block(handle, offset);
            var length = BinaryPrimitives.ReadInt32BigEndian(rest.Span);
            offset += sizeof(int);
            rest = rest[sizeof(int)..];
            if (length <= rest.Length)
            {
                yield return rest[..length];
                rest = rest[length..];
            }
            else
            {
                yield return Whole(handle, offset, length);
                rest = default;
            }

            offset += length;
        }
    }

    /// <summary>For one more who reads it, and disposes of it.</summary>
    public SpillFile Share()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // It is closed. What was still to be written had no room, which Append or Seal has told whom it concerns; here it is thrown away.
            return;
        }
    }

    private static ReadOnlyMemory<byte> Block(SafeFileHandle handle, long offset)
    {
        var block = new byte[BlockBytes];
        return block.AsMemory(0, RandomAccess.Read(handle, block, offset));
    }

    private static byte[] Whole(SafeFileHandle handle, long offset, int length)
    {
        var message = new byte[length];
        ReadExactly(handle, message, offset);
        return message;
    }

    private static void ReadExactly(SafeFileHandle handle, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(handle, destination, offset);
            if (read == 0)
                throw new EndOfStreamException("A spilled transaction's file is shorter than what was written to it.");
            destination = destination[read..];
            offset += read;
        }
    }
}
