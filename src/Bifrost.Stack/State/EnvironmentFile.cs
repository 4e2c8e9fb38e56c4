namespace Bifrost.Stack.State;

/// <summary>The state folder's <c>env</c>: lines <c>NAME=value</c>, read by every command and by the worker after their own environment.</summary>
internal static class EnvironmentFile
{
    private const string Heading = "# Written by 'bifrost up'; variables of the environment win over these. Holds passwords.";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What an earlier <c>up</c> wrote; empty where there was none.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path))
            return values;
        foreach (var line in File.ReadLines(path))
        {
            var mark = line.IndexOf('=', StringComparison.Ordinal);
            if (mark > 0 && line[0] != '#')
                values[line[..mark]] = line[(mark + 1)..];
        }

        return values;
    }

    /// <summary>Replaces the file in one step, mode 0600. A file that says the same already is left as it is.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var text = string.Concat(variables.Select(static variable => $"{variable.Key}={variable.Value}\n").Prepend(Heading + "\n"));
        if (File.Exists(path) && File.ReadAllText(path) == text && File.GetUnixFileMode(path) == OwnerOnly)
            return;
        PrivateFile.Replace(path, text);
    }
}
