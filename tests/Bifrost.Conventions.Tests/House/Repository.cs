using System.Diagnostics;
using System.Xml.Linq;

namespace Bifrost.Conventions.Tests.House;

/// <summary>The repository that the tests were built from, read as files.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>Files that are part of the project: tracked by git or about to be, never ignored ones. Paths are relative, with <c>/</c>.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static IEnumerable<string> ProjectsIn(string folder) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static IReadOnlyList<string> Items(string project, string item) =>
        [.. XDocument.Parse(Read(project)).Descendants(item).Select(static e => (string)e.Attribute("Include")!)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "src", "Bifrost.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No repository above {AppContext.BaseDirectory}.");
    }

    private static IReadOnlyList<string> ListFiles()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var names = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? [.. names.Where(static name => File.Exists(Path.Combine(Root, name)))] : throw new InvalidOperationException("git ls-files failed.");
    }
}
