using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Strimzi;

/// <summary>All that the resources of one cluster are made of.</summary>
/// <param name="Name">Of its <c>KafkaConnect</c>, its <c>KafkaUser</c> and Connect's group.</param>
internal sealed record Deployment(BifrostTopology Topology, Cluster Cluster, StrimziSettings Settings, string Name, IReadOnlyList<DeployedConnector> Connectors, SourceTables Tables)
{
    public string ConfigTopic => $"{Name}-configs";

    public string OffsetTopic => $"{Name}-offsets";

    public string StatusTopic => $"{Name}-status";

    /// <summary>A source's connector, by the source's name.</summary>
    public DeployedConnector SourceNamed(string name) => Connectors.First(one => one.IsSource && one.Part == name);

    public static Deployment Of(BifrostTopology topology, Cluster cluster, IEnumerable<RenderedConnector> rendered, SourceTables tables) => new(
        topology,
        cluster,
        cluster.Strimzi!,
        ResourceNames.OfConnect(topology, cluster),
        [.. rendered.Where(file => file.Cluster == cluster.Name).Select(file => DeployedConnector.Of(file, topology))],
        tables);
}
