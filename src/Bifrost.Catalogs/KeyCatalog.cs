using System.Text.RegularExpressions;

namespace Bifrost.Catalogs;

/// <summary>Every key that one class declares, in some versions.</summary>
public sealed record KeyCatalog
{
    /// <summary>Full Java class name.</summary>
    public required string Class { get; init; }

    /// <summary><c>source</c>, <c>sink</c>, <c>transformation</c>, <c>converter</c>, <c>header_converter</c>, <c>predicate</c> or <c>framework</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Versions that were seen to declare exactly these keys.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>In the order of the class, where that is known.</summary>
    public required IReadOnlyList<KeyDefinition> Keys { get; init; }

    /// <summary>Keys that the class reads and does not declare, so that validation does not list them. A last <c>*</c> stands for any ending.</summary>
    public IReadOnlyList<string> Undeclared { get; init; } = [];

    /// <summary>The definition of a key, by name or by pattern; null for a key that is not declared.</summary>
    public KeyDefinition? Find(string key) => Keys.FirstOrDefault(one => one.Name == key) ?? Keys.FirstOrDefault(one => one.IsPattern && MatchesPattern(one.Name, key));

    /// <summary>The class reads the key, declared or not.</summary>
    public bool Reads(string key) => Find(key) is not null || Undeclared.Any(one => one.EndsWith('*') ? key.StartsWith(one[..^1], StringComparison.Ordinal) : one == key);

    // The dump shows Debezium's patterns without their backslashes: (d+) is a number, and a dot is a dot.
    private static bool MatchesPattern(string pattern, string key)
    {
        var regex = Regex.Replace(pattern, @"\([^)]*\)|\.", part => part.Value switch
        {
            "." => @"\.",
            "(d+)" => @"\d+",
            _ => part.Value,
        });
        return Regex.IsMatch(key, $@"\A{regex}\z", RegexOptions.CultureInvariant);
    }
}
