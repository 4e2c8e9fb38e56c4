namespace Bifrost.Connect.Providers;

/// <summary>The local stack's <c>env</c> file: lines <c>NAME=value</c>, the value as it stands; empty lines and lines that begin with <c>#</c> are passed over.</summary>
internal static class EnvironmentFile
{
    /// <summary>The last value given to <paramref name="name"/>; null where there is none, or no file.</summary>
    public static string? Find(string? path, string name)
    {
        if (path is null || !File.Exists(path))
            return null;
        var start = name + "=";
        return File.ReadLines(path).LastOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
    }
}
