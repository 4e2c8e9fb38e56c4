namespace Bifrost.Stack.Servers;

/// <summary>Where PostgreSQL's programs are: <c>BIFROST_PG_BIN</c>, the newest of Debian's <c>/usr/lib/postgresql/*/bin</c>, or the <c>PATH</c>.</summary>
public static class PostgresBinaries
{
    /// <summary>The folder that holds <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>, or null where there is none.</summary>
    public static string? Find()
    {
        var candidates = new List<string>();
        if (Environment.GetEnvironmentVariable("BIFROST_PG_BIN") is { Length: > 0 } set)
            return IsComplete(set) ? set : null;
        if (Directory.Exists("/usr/lib/postgresql"))
            candidates.AddRange(Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(static version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
                .Select(static version => Path.Combine(version, "bin")));
        candidates.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        return candidates.FirstOrDefault(IsComplete);
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "pg_ctl"));
}
