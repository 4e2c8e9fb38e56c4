using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Report;

/// <summary>What can be wrong with what a report was asked for.</summary>
internal static class ReportFaults
{
    public static CommandException UnknownTarget(string name, IReadOnlyList<string> known)
    {
        var nearest = NearestName.Of(name, known);
        return new($"The topology has no target '{name}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")} It has: {string.Join(", ", known)}.", ExitCode.Usage);
    }

    public static CommandException NoPort(string target, string port) => new($"The port of the target {target}, {port}, is not a number once it is resolved.");

    /// <summary>A sentence for the page.</summary>
    public static string NoHeartbeat(string source) => $"{source} has no heartbeat table. Write heartbeat.table for it in the topology, then run `bifrost up` and `bifrost apply`.";

    /// <summary>A sentence for the page.</summary>
    public static string OtherHeartbeat(string source, string table) => $"The heartbeats of {source} are in {table}; only bifrost.heartbeat is read.";

    /// <summary>A sentence for the page.</summary>
    public static string NotFollowing(string source) => $"The connector does not follow {source}.";

    /// <summary>A sentence for the page.</summary>
    public static string NotRunning(string connector, string health) => $"{connector} is {health}, so nothing flows.";
}
