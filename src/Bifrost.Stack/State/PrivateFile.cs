namespace Bifrost.Stack.State;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the whole file beside its place and renames it: a reader sees the old text or the new, and a crash leaves one of them.</summary>
    public static void Replace(string path, string text)
    {
        var written = path + ".new";
        File.Delete(written);
        using (var file = new FileStream(written, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(written, path, overwrite: true);
    }
}
