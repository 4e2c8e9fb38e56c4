using System.Text.RegularExpressions;

namespace Bifrost.Cli.Import;

/// <summary>Names of parts, made of the names of connectors: <c>thor-source</c> is the source <c>thor</c>.</summary>
internal sealed partial class PartNames
{
    private const int Longest = 40;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A topology takes a connector's name as the name of its file, too.</summary>
    public static bool CanBeKept(string connector) => FileName().IsMatch(connector);

    public string For(string connector, string ending)
    {
        var stem = connector.EndsWith(ending, StringComparison.Ordinal) && connector.Length > ending.Length ? connector[..^ending.Length] : connector;
        var name = Of(stem);
        for (var number = 2; !_taken.Add(name); number++)
            name = $"{Of(stem)[..Math.Min(Of(stem).Length, Longest - 4)]}-{number}";
        return name;
    }

    /// <summary>The text as a name of a topology or of one of its parts.</summary>
    public static string Of(string text)
    {
        var name = Other().Replace(text.ToLowerInvariant(), "_").TrimStart('_', '-');
        name = name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : "c" + name;
        return name[..Math.Min(name.Length, Longest)];
    }

    [GeneratedRegex("[^a-z0-9_-]+")]
    private static partial Regex Other();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex FileName();
}
