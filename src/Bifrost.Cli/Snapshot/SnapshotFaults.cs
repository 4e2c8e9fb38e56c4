using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Snapshot;

/// <summary>What can be wrong with the wish for a snapshot.</summary>
internal static class SnapshotFaults
{
    public static CommandException NoSignals(string source) => new(
        $"The source '{source}' listens to no signals. Write `signals: bifrost.signals` under sources.{source} in the topology, then `bifrost up` (or make the table by hand), `bifrost render` and `bifrost apply`.");

    public static CommandException WhichSource(IEnumerable<string> sources) => new($"The topology has several sources; name one with --source: {string.Join(", ", sources)}.", ExitCode.Usage);

    public static CommandException NoSource(string name, IReadOnlyList<string> known) => new($"The topology has no source '{name}'{(NearestName.Of(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".")} It has: {string.Join(", ", known)}.", ExitCode.Usage);

    public static CommandException NoTable(string given, string source, IReadOnlyList<string> captured) => new(
        $"The source '{source}' captures no table '{given}'{(NearestName.Of(given, captured) is { } nearest ? $"; did you mean '{nearest}'?" : ".")} It captures: {(captured.Count == 0 ? "none" : string.Join(", ", captured))}.");

    public static CommandException NoTables() => new("Name the tables to copy: schema.table, where * stands for any characters.", ExitCode.Usage);

    public static CommandException OneOf(string options) => new($"{options} exclude each other; give one of them.", ExitCode.Usage);

    public static CommandException NotWithWhere() => new("--where limits what is copied; it goes with tables, not with --stop, --pause or --resume.", ExitCode.Usage);

    public static CommandException Semicolon() => new("--where is what follows WHERE in one statement; it holds no ';'.", ExitCode.Usage);

    public static CommandException NoTopic(string source) => new(
        $"The source '{source}' listens to no topic of signals. Write signals: {{table: …, topic: …, bootstrap: …}} under sources.{source} in the topology, then `bifrost render` and `bifrost apply`; or use --channel table.");

    public static CommandException NoBroker(string cluster) => new($"The cluster '{cluster}' names no broker to write the signal to: set clusters.{cluster}.bootstrap in the topology; or use --channel table. The embedded worker listens to the table alone.");

    public static CommandException NotDeployed(string connector, string cluster) => new($"The cluster '{cluster}' has no connector '{connector}', so nobody would read the signal. Deploy it: bifrost apply --cluster {cluster}");

    public static CommandException NotListening(string connector, string key, string cluster) => new($"The connector '{connector}' on cluster '{cluster}' runs without {key}, so it would not read the signal. Deploy it as the topology says now: bifrost apply --cluster {cluster}");

    public static CommandException NotRunning(string connector, string state) => new($"The connector '{connector}' is {state}, so nobody reads the signal. Start it first: bifrost resume {connector}, or bifrost restart {connector}.");
}
