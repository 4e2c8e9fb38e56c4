using System.IO.Compression;

namespace Bifrost.Etl.Generate;

/// <summary>A made file on disk: written beside its place and moved there when it is whole; compressed where its name ends in <c>.gz</c>.</summary>
public static class OutputFile
{
    /// <exception cref="EtlException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var partial = path + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var file = File.Create(partial))
                WriteTo(file, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), write);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw GeneratorFaults.Unwritable(path, e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void WriteTo(FileStream file, bool isCompressed, Action<Stream> write)
    {
        if (!isCompressed)
        {
            write(file);
            return;
        }
        using var compressed = new GZipStream(file, CompressionLevel.Optimal);
        write(compressed);
    }
}
