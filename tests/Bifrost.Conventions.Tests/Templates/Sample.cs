using Bifrost.Conventions.Tests.House;
using Bifrost.Topology;

namespace Bifrost.Conventions.Tests.Templates;

/// <summary>The sample at the root of the repository.</summary>
internal static class Sample
{
    public static string Connectors { get; } = Path.Combine(Repository.Root, "connectors");

    public static string Templates { get; } = Path.Combine(Repository.Root, "templates");

    public static string Topology { get; } = Path.Combine(Repository.Root, TopologyFile.DefaultName);

    public static BifrostTopology Read() => TopologyFile.Load(Topology);
}
