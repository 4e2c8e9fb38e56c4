using Bifrost.Topology;

namespace Bifrost.Conventions.Tests.Templates;

/// <summary>The sample at the root of the repository.</summary>
internal static class Sample
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Connectors { get; } = Path.Combine(Root, "connectors");

    public static string Templates { get; } = Path.Combine(Root, "templates");

    public static string Topology { get; } = Path.Combine(Root, TopologyFile.DefaultName);

    public static BifrostTopology Read() => TopologyFile.Load(Topology);

    private static string FindRoot(string from) => File.Exists(Path.Combine(from, "global.json"))
        ? from
        : FindRoot(Path.GetDirectoryName(from) ?? throw new InvalidOperationException("No folder above the tests holds global.json."));
}
