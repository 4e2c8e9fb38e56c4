using System.Text.Json.Nodes;
using Bifrost.Templates.Rendering;

namespace Bifrost.Templates.Strimzi;

/// <summary>What is at the head of every resource.</summary>
internal static class Resource
{
    /// <summary>The label by which Strimzi finds the cluster that a resource is for.</summary>
    private const string ClusterLabel = "strimzi.io/cluster";

    /// <param name="of">The Strimzi cluster that it is for; null for a resource that is one.</param>
    public static JsonObject Of(Deployment deployment, string kind, string name, string? of, JsonObject spec)
    {
        var labels = new JsonObject { [ConnectorJson.Mark] = ResourceNames.OfLabel(deployment.Topology) };
        if (of is not null)
            labels[ClusterLabel] = of;
        var metadata = new JsonObject { ["name"] = name };
        if (deployment.Settings.Namespace is { } place)
            metadata["namespace"] = place;
        metadata["labels"] = labels;
        return new JsonObject { ["apiVersion"] = "kafka.strimzi.io/v1", ["kind"] = kind, ["metadata"] = metadata, ["spec"] = spec };
    }
}
