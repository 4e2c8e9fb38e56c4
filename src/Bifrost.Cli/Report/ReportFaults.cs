namespace Bifrost.Cli.Report;

/// <summary>What can be wrong with how a replica stands.</summary>
internal static class ReportFaults
{
    /// <summary>A sentence for the page.</summary>
    public static string NoHeartbeat(string source) => $"{source} has no heartbeat table. Write heartbeat.table for it in the topology, then run `bifrost up` and `bifrost apply`.";

    /// <summary>A sentence for the page.</summary>
    public static string OtherHeartbeat(string source, string table) => $"The heartbeats of {source} are in {table}; only bifrost.heartbeat is read.";

    /// <summary>A sentence for the page.</summary>
    public static string NotFollowing(string source) => $"The connector does not follow {source}.";

    /// <summary>A sentence for the page.</summary>
    public static string NotRunning(string connector, string health) => $"{connector} is {health}, so nothing flows.";
}
