using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;

namespace Bifrost.Cli.Import;

/// <summary>Why nothing can be imported.</summary>
internal static class ImportFaults
{
    public static CommandException NothingToSay(ConnectEndpoint endpoint, int sources, IReadOnlyList<LeftConnector> left) => new(
        $"The {endpoint} has no {(sources == 0 ? "source of Debezium's PostgreSQL connector" : "JDBC sink")} that can be imported, and a topology needs at least one source and one target."
        + string.Concat(left.OrderBy(static one => one.Name, StringComparer.Ordinal).Select(static one => $"\n    {one.Name} ({one.Class ?? "no class"}): {one.Why}")));

    public static CommandException Exists(string path) => new($"{path} is there already, and is not overwritten. Name another file or folder with --to, or move it away.");

    public static CommandException Unwritable(string path, Exception why) => new($"{path} cannot be written: {why.Message}", inner: why);
}
