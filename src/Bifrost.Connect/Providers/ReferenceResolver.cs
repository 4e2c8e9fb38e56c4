using System.Text.RegularExpressions;

namespace Bifrost.Connect.Providers;

/// <summary>
/// Resolves Kafka Connect's config-provider references in a value: <c>${env:NAME}</c>, <c>${file:PATH:KEY}</c> (a properties file) and <c>${dir:PATH:FILE}</c>.
/// The environment comes first, then the local stack's <c>env</c> file (lines <c>NAME=value</c>); the worker and every command resolve in this same order.
/// A value may hold several references and text between them. Text such as <c>${topic}</c>, which names no provider, is left as it is.
/// </summary>
/// <param name="environment">A variable's value, or null where it is not set.</param>
/// <param name="environmentFile">Path of the second place to look, read at each look-up; null for none.</param>
public sealed partial class ReferenceResolver(Func<string, string?> environment, string? environmentFile = null)
{
    /// <summary>This process's environment, then <c>env</c> in the state folder (<c>.bifrost</c>); null for the environment alone.</summary>
    public static ReferenceResolver ForStateFolder(string? stateFolder) =>
        new(Environment.GetEnvironmentVariable, stateFolder is null ? null : Path.Combine(stateFolder, "env"));

    /// <summary>The value holds at least one reference.</summary>
    public static bool HasReference(string? value) => value is not null && Reference().IsMatch(value);

    /// <summary>Names of the variables that the value refers to as <c>${env:NAME}</c>.</summary>
    public static IEnumerable<string> VariablesIn(string? value) => value is null ? [] : Reference().Matches(value)
        .Where(static match => match.Groups["provider"].Value == "env").Select(static match => match.Groups["rest"].Value.Split(":-")[0]);

    /// <summary>The value with every reference replaced.</summary>
    /// <exception cref="UnresolvedReferenceException">A reference leads nowhere; the message names it, and never a value.</exception>
    public string Resolve(string value) => Replace(value, allowDefaults: false);

    /// <summary>As <see cref="Resolve"/>, and <c>${env:NAME:-text}</c> stands for <c>text</c> where the variable is not set: for fields that no Connect worker reads.</summary>
    /// <exception cref="UnresolvedReferenceException">A reference leads nowhere.</exception>
    public string ResolveWithDefaults(string value) => Replace(value, allowDefaults: true);

    /// <summary>Every value of a configuration, resolved.</summary>
    /// <exception cref="UnresolvedReferenceException">A reference leads nowhere.</exception>
    public IReadOnlyDictionary<string, string> ResolveAll(IReadOnlyDictionary<string, string> configuration) =>
        configuration.ToDictionary(static entry => entry.Key, entry => Resolve(entry.Value), StringComparer.Ordinal);

    private string Replace(string value, bool allowDefaults) => Reference().Replace(value, match => match.Groups["provider"].Value switch
    {
        "env" => FromEnvironment(match.Value, match.Groups["rest"].Value, allowDefaults),
        "file" => FromFile(match.Value, match.Groups["rest"].Value),
        "dir" => FromFolder(match.Value, match.Groups["rest"].Value),
        var provider => throw UnresolvedReferenceException.UnknownProvider(match.Value, provider),
    });

    private string FromEnvironment(string reference, string rest, bool allowDefaults)
    {
        var mark = rest.IndexOf(":-", StringComparison.Ordinal);
        var name = mark < 0 ? rest : rest[..mark];
        if (mark >= 0 && !allowDefaults)
            throw UnresolvedReferenceException.DefaultNotAllowed(reference);
        return environment(name)
            ?? EnvironmentFile.Find(environmentFile, name)
            ?? (mark >= 0 ? rest[(mark + 2)..] : throw UnresolvedReferenceException.VariableNotSet(reference, name, environmentFile));
    }

    private static string FromFile(string reference, string rest)
    {
        var (path, key) = Split(reference, rest);
        return PropertiesFile.Parse(Read(reference, path)).TryGetValue(key, out var value)
            ? value
            : throw UnresolvedReferenceException.KeyNotInFile(reference, path, key);
    }

    private static string FromFolder(string reference, string rest)
    {
        var (path, file) = Split(reference, rest);
        return Path.GetFileName(file) == file
            ? Read(reference, Path.Combine(path, file))
            : throw UnresolvedReferenceException.LeavesFolder(reference);
    }

    private static (string Path, string Key) Split(string reference, string rest)
    {
        var colon = rest.LastIndexOf(':');
        return colon > 0 && colon < rest.Length - 1 ? (rest[..colon], rest[(colon + 1)..]) : throw UnresolvedReferenceException.NoPath(reference);
    }

    private static string Read(string reference, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UnresolvedReferenceException.Unreadable(reference, path, e);
        }
    }

    [GeneratedRegex(@"\$\{(?<provider>[A-Za-z][A-Za-z0-9_-]*):(?<rest>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
