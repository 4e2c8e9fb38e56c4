using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Bifrost.Worker.Storage;

/// <summary>Files of the local file system: written beside, flushed, renamed, and the folder flushed, so that a reader sees the old content or the new one.</summary>
internal sealed partial class DiskVolume : IStateVolume
{
    /// <summary>Ending of a file that is being written; one that is found at start is what a crash left, and worth nothing.</summary>
    public const string Unfinished = ".tmp";

    private const int ReadOnlyDirectory = 0x10000;

    public void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + Unfinished;
        try
        {
            using (var file = new FileStream(beside, OwnerOnly()))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (IOException)
        {
            RemoveIfThere(beside);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(path)!);
    }

    public void Remove(string path)
    {
        File.Delete(path);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    // A configuration that was submitted with a password in plain text is nobody else's to read.
    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static void RemoveIfThere(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException e)
        {
            // The first failure is the one to report; a left-over is removed at the next start.
            System.Diagnostics.Debug.WriteLine(e.Message);
        }
    }

    // A rename is durable only when the folder that holds the name is.
    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(folder, ReadOnlyDirectory);
        if (descriptor < 0)
            throw new IOException($"Cannot open the folder {folder}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        try
        {
            if (Fsync(descriptor) != 0)
                throw new IOException($"Cannot flush the folder {folder}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
