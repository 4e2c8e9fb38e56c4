using System.Text.Json.Nodes;
using Bifrost.Topology.Tables;
using Bifrost.Topology.Yaml;

namespace Bifrost.Templates.Tests;

/// <summary>Topologies whose cluster Strimzi runs, and the resources that come of them.</summary>
internal static class StrimziTopology
{
    public const string Least = "kafka: brokers, image: \"registry.example/connect:1\"";

    public static string Text(string strimzi = Least, string source = "", string target = "", string targets = "", string cluster = "") =>
        TemplateTopology.Text(source, target, targets, $", strimzi: {{ {strimzi} }}{cluster}");

    public static IReadOnlyList<RenderedResource> Render(string text, SourceTables? tables = null)
    {
        var topology = TemplateTopology.Read(text);
        return StrimziRenderer.Render(topology, ConnectorRenderer.Render(topology, null, tables), tables ?? SourceTables.None);
    }

    public static JsonObject Resource(string text, string kind, string? name = null, SourceTables? tables = null) =>
        Values(Render(text, tables).Single(one => one.Kind == kind && (name is null || one.Name == name)));

    public static JsonObject Spec(string text, string kind, string? name = null, SourceTables? tables = null) => (JsonObject)Resource(text, kind, name, tables)["spec"]!;

    public static JsonObject Values(RenderedResource resource) => (JsonObject)YamlValues.Read(resource.Yaml)!;

    public static string FaultOf(string text) => Should.Throw<StrimziException>(() => Render(text)).Message;
}
