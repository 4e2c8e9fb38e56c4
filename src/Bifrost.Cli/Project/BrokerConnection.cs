using Bifrost.Cli.Shell;
using Bifrost.Kafka;

namespace Bifrost.Cli.Project;

/// <summary>Opens the client of the Kafka brokers behind the cluster that <c>--cluster</c> names.</summary>
internal static class BrokerConnection
{
    /// <summary>Null where the topology names no broker: the embedded worker, a cluster given by its URL, or one without <c>bootstrap</c>.</summary>
    public static KafkaBroker? OpenBroker(this Invocation invocation, BifrostProject? project, TimeSpan? limit = null)
    {
        if (project is null || ClusterConnection.IsUrl(invocation.ClusterName) || project.ClusterNamed(invocation.ClusterName) is not { Bootstrap: { } bootstrap } cluster)
            return null;
        var settings = cluster.Broker.Where(static one => one.Value is not null).ToDictionary(static one => one.Key, one => project.References.ResolveWithDefaults(one.Value!), StringComparer.Ordinal);
        return new KafkaBroker(project.References.ResolveWithDefaults(bootstrap), settings, limit);
    }
}
