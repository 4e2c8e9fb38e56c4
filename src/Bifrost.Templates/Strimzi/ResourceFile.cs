using System.Text.Json.Nodes;
using Bifrost.Topology;
using Bifrost.Topology.Yaml;

namespace Bifrost.Templates.Strimzi;

/// <summary>A resource as a file: held against the schema, written, read back and compared.</summary>
internal static class ResourceFile
{
    /// <summary>The folder of a cluster's resources, inside that of its connectors.</summary>
    public const string Folder = "strimzi";

    /// <param name="file">Its name, without a folder and an ending.</param>
    public static RenderedResource Of(Deployment deployment, string file, JsonObject resource)
    {
        var (kind, name) = ((string)resource["kind"]!, (string)resource["metadata"]!["name"]!);
        if (ResourceSchema.Faults(resource) is { Count: > 0 } faults)
            throw StrimziException.DoesNotFit(kind, name, faults);
        var text = $"{Mark(deployment.Topology)} `bifrost render --format strimzi` writes it anew.\n{YamlWriter.Write(resource)}";
        if (!JsonNode.DeepEquals(YamlValues.Read(text), resource))
            throw new InvalidOperationException($"The {kind} '{name}' does not read back as it was written.");
        return new RenderedResource(deployment.Cluster.Name, kind, name, $"{deployment.Cluster.Name}/{Folder}/{file}.yaml", text);
    }

    /// <summary>The file is one that this topology rendered.</summary>
    public static bool IsOf(BifrostTopology topology, string path)
    {
        using var reader = File.OpenText(path);
        return reader.ReadLine()?.StartsWith(Mark(topology), StringComparison.Ordinal) == true;
    }

    private static string Mark(BifrostTopology topology) => $"# Rendered by Bifrost from the topology '{topology.Name}': do not edit;";
}
