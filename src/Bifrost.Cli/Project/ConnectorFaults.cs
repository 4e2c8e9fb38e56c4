using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;

namespace Bifrost.Cli.Project;

/// <summary>What can be wrong with the choice of a connector.</summary>
internal static class ConnectorFaults
{
    public static CommandException NoMatch(IEnumerable<string> patterns, ConnectEndpoint endpoint, IReadOnlyCollection<string> present) =>
        new($"The {endpoint} has no connector that matches {string.Join(", ", patterns)}. {Known(present)}");

    public static CommandException Unknown(string name, ConnectEndpoint endpoint, IReadOnlyCollection<string> present)
    {
        var nearest = NearestName.Of(name, present);
        return new($"The {endpoint} has no connector '{name}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} {Known(present)}");
    }

    private static string Known(IReadOnlyCollection<string> present) => present.Count == 0 ? "It has none." : $"It has: {string.Join(", ", present.Order(StringComparer.Ordinal))}.";
}
