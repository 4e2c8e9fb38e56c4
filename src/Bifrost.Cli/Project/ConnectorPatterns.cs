using Bifrost.Topology;

namespace Bifrost.Cli.Project;

/// <summary>Names of connectors as they are given on a command line: <c>*</c> stands for any characters, <c>?</c> for one.</summary>
internal static class ConnectorPatterns
{
    /// <summary>Each pattern replaced by those of <paramref name="present"/> that it matches; a plain name stays, whether it is there or not. Each name once, in the order given.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> given, IReadOnlyCollection<string> present) =>
    [
        .. given.SelectMany(name => Wildcard.IsWild(name) ? present.Where(one => Wildcard.Matches(name, one)).Order(StringComparer.Ordinal) : Enumerable.Repeat(name, 1)).Distinct(StringComparer.Ordinal),
    ];
}
