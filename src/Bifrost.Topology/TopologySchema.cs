using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology;

/// <summary>The JSON schema by which editors complete and check <c>bifrost.yml</c>, made from the same shapes as the faults.</summary>
public static class TopologySchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole schema, with LF and a last newline.</summary>
    public static string Write()
    {
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A Bifrost topology",
        };
        foreach (var (key, value) in SchemaWriter.Of(TopologyShape.Fields))
            root[key] = value?.DeepClone();
        return $"{root.ToJsonString(Indented)}\n";
    }

    /// <summary>Writes the schema to a file.</summary>
    public static void Write(string path) => File.WriteAllText(path, Write());
}
