using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Project;

/// <summary>What can be wrong with the choice of a cluster.</summary>
internal static class ClusterFaults
{
    public static CommandException Unknown(string name, IReadOnlyList<string> known)
    {
        var nearest = NearestName.Of(name, known);
        return new($"The topology has no cluster '{name}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")} It has: {string.Join(", ", known)}.", ExitCode.Usage);
    }

    public static CommandException NoUrl(string cluster, string url) => new($"The URL of cluster '{cluster}' is no http or https address: {url}. Correct clusters.{cluster}.url in the topology.");
}
