using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Project;

/// <summary>Files of text that commands keep: whole, or as they were.</summary>
internal static class TextFile
{
    /// <summary>Null where there is no file.</summary>
    public static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>Whoever reads meanwhile finds the old text or the new one.</summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText($"{path}.new", text);
            File.Move($"{path}.new", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}", inner: e);
        }
    }
}
