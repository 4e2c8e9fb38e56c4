namespace Bifrost.Stack.Containers;

/// <summary>What to do about a container that does not come up, by what its program says last.</summary>
internal static class ContainerHints
{
    private static readonly (string Said, string Hint)[] Known =
    [
        ("database files are incompatible with server", "Its volume was made by another major version of PostgreSQL. Set POSTGRES_IMAGE to that version, dump the rows and load them into a new volume; 'bifrost destroy' deletes the old one."),
        ("No space left on device", "Its volume is full. Free some space there, or move it to a larger disk; then run 'bifrost up --engine docker' again."),
        ("Invalid cluster.id", "Its volume belongs to another Kafka. Set KAFKA_CLUSTER_ID to the one that it was made with, or remove the volume with 'bifrost destroy'."),
    ];

    /// <summary>A line with what to do; empty where nothing is known.</summary>
    public static string For(IReadOnlyList<string> log) =>
        Known.Where(known => log.Any(line => line.Contains(known.Said, StringComparison.Ordinal))).Select(static known => "\n" + known.Hint).FirstOrDefault() ?? "";
}
