using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Registry;

/// <summary>What can be wrong with the choice of a registry, a subject or a schema.</summary>
internal static class RegistryFaults
{
    public static CommandException NoRegistry(string topology) => new($"No cluster of the topology '{topology}' has a converter with a registry; records are written as JSON. An avro converter has one: see converters in the topology's README.");

    public static CommandException NoRegistryOf(string cluster, IEnumerable<string> others) => new(
        $"The converter of cluster '{cluster}' has no registry.{(string.Join(", ", others) is { Length: > 0 } names ? $" Clusters with one: {names}." : "")}", ExitCode.Usage);

    public static CommandException NoUrl(string cluster, string url) => new($"The registry of the converter of cluster '{cluster}' is no http or https address: {url}.");

    public static CommandException NoFile(string path, string reason, Exception inner) => new($"The schema cannot be read: {path}: {reason.TrimEnd('.')}.", inner: inner);

    public static CommandException OneSubject() => new("--schema is checked for one subject; name it: bifrost registry check SUBJECT --schema FILE.", ExitCode.Usage);

    public static CommandException NoLevel(string cluster) => new(
        $"The topology says no compatibility level for cluster '{cluster}'. Write `compatibility: backward` (or another level) into its converter, or give --level.");

    public static CommandException UnknownLevel(string level, IReadOnlyList<string> known) => new(
        $"'{level}' is no compatibility level{(NearestName.Of(level.ToUpperInvariant(), known) is { } nearest ? $"; did you mean {nearest}?" : ".")} Levels are {string.Join(", ", known)}.", ExitCode.Usage);
}
