using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Parked;

/// <summary>What can be wrong with a wish about parked rows.</summary>
internal static class ParkedFaults
{
    public static CommandException NotEmbedded(string cluster) => new(
        $"'{cluster}' is a Kafka Connect cluster, whose sinks park no rows on their targets: a record that is refused stops the task, or with errors.tolerance=all goes to the topic of "
        + "errors.deadletterqueue.topic.name where there is one. Parked rows are the embedded worker's: name its cluster with --cluster.",
        ExitCode.Usage);

    public static CommandException NoSink(string name, IReadOnlyCollection<string> known) => new(
        $"The topology has no sink '{name}'{(NearestName.Of(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".")} It has: {string.Join(", ", known)}.", ExitCode.Usage);

    /// <param name="unread">Sinks whose target could not be asked.</param>
    public static CommandException NoRow(string id, IReadOnlyList<string> known, IReadOnlyCollection<string> unread) => new(
        $"No row is parked as '{id}'{(NearestName.Of(id, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".")} `bifrost parked list` shows those that are.{(unread.Count == 0 ? "" : $" The targets of these sinks could not be asked: {string.Join(", ", unread)}.")}");

    public static CommandException Several(string id, IEnumerable<string> candidates) => new($"Several rows have the number '{id}', each on its own target; name one: {string.Join(", ", candidates)}.", ExitCode.Usage);

    public static CommandException NothingNamed() => new("Name the rows, by the ID that `bifrost parked list` shows, or take them all with --all.", ExitCode.Usage);

    public static CommandException NamedAndAll() => new("--all takes every row; give it, or IDs.", ExitCode.Usage);

    public static CommandException NotConfirmed(int rows) => new($"{ParkedWords.Rows(rows)} would be deleted for good, and nothing was. Confirm it with --yes.", ExitCode.Usage);
}
