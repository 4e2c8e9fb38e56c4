using Bifrost.Templates.Strimzi;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates;

/// <summary>Renders the resources by which Strimzi runs a cluster and its connectors on Kubernetes. As pure as <see cref="ConnectorRenderer"/>, of whose files it makes them.</summary>
public static class StrimziRenderer
{
    /// <summary>One file for each resource: clusters in the order of the topology, those alone that say <c>strimzi</c>.</summary>
    /// <param name="connectors">Every rendered connector of the topology.</param>
    /// <param name="tables">What is known of the sources' tables; names the topics whose settings the topology asks for.</param>
    /// <exception cref="StrimziException">Something of the topology cannot be said to Strimzi.</exception>
    public static IReadOnlyList<RenderedResource> Render(BifrostTopology topology, IReadOnlyList<RenderedConnector> connectors, SourceTables tables)
    {
        var clusters = topology.Clusters.Where(static cluster => cluster.Strimzi is not null).Select(cluster => Deployment.Of(topology, cluster, connectors, tables)).ToList();
        foreach (var same in clusters.GroupBy(static one => one.Settings.Namespace).Where(static group => group.Count() > 1))
            throw StrimziException.SameNamespace(same.First().Cluster.Name, same.Last().Cluster.Name, same.Key);
        ResourceNames.Distinct("KafkaConnect", clusters.Select(static one => (one.Name, $"clusters.{one.Cluster.Name}")));
        return [.. clusters.SelectMany(Render)];
    }

    private static IEnumerable<RenderedResource> Render(Deployment deployment)
    {
        yield return ResourceFile.Of(deployment, "connect", ConnectResource.Of(deployment));
        foreach (var connector in deployment.Connectors)
            yield return ResourceFile.Of(deployment, $"connector-{connector.Name}", ConnectorResource.Of(deployment, connector));
        foreach (var topic in TopicResources.Of(deployment))
            yield return ResourceFile.Of(deployment, $"topic-{(string)topic["metadata"]!["name"]!}", topic);
        if (UserResource.Of(deployment) is { } user)
            yield return ResourceFile.Of(deployment, "user", user);
    }
}
