using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
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

    /// <summary>As <see cref="Expand"/>, of connectors that must be there.</summary>
    /// <exception cref="CommandException">A name is not there, or no name matches a pattern.</exception>
    public static IReadOnlyList<string> ExpandPresent(IReadOnlyList<string> given, IReadOnlyCollection<string> present, ConnectEndpoint endpoint)
    {
        var named = Expand(given, present);
        if (given.Count > 0 && named.Count == 0)
            throw ConnectorFaults.NoMatch(given, endpoint, present);
        return named.FirstOrDefault(name => !present.Contains(name)) is { } missing ? throw ConnectorFaults.Unknown(missing, endpoint, present) : named;
    }
}
