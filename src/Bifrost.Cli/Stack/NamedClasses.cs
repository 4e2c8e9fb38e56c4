using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Stack;

/// <summary>Java classes that the topology's connectors name for Kafka Connect, and that have to be installed there.</summary>
internal static class NamedClasses
{
    private const string ConnectorClass = "connector.class";

    private static readonly string[] Converters = ["key.converter", "value.converter", "header.converter"];

    /// <summary>Connectors and converters of the cluster that <c>--cluster</c> names; where it names none of Kafka Connect's, the connectors of all of those: which converter is wanted is not known then.</summary>
    public static IReadOnlyList<string> Of(BifrostProject project, Invocation invocation)
    {
        var clusters = project.Topology.Clusters.Where(static cluster => cluster.Kind == ClusterKind.KafkaConnect).Select(static cluster => cluster.Name).ToList();
        var chosen = clusters.Contains(invocation.ClusterName) ? [invocation.ClusterName] : clusters;
        string[] keys = clusters.Contains(invocation.ClusterName) ? [ConnectorClass, .. Converters] : [ConnectorClass];
        return
        [
            .. chosen.SelectMany(cluster => RenderedFiles.Desired(project, invocation, cluster: cluster))
                .SelectMany(connector => keys.Select(connector.Config.GetValueOrDefault).OfType<string>()).Distinct(),
        ];
    }
}
