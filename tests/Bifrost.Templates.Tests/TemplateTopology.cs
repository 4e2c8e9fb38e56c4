using System.Text.Json;
using Bifrost.Topology;

namespace Bifrost.Templates.Tests;

/// <summary>Topologies to render, and the configurations that come of them.</summary>
internal static class TemplateTopology
{
    private const string Connection = "connection: { host: \"${env:HOST}\", database: d, user: u, password: \"${env:PASSWORD}\" }";

    public static string Text(string source = "", string target = "", string targets = "", string cluster = "", string versions = "3.6.0.Final") => $$"""
        name: asgard
        clusters:
          kafka: { kind: kafka-connect, url: here, versions: { debezium: {{versions}} }{{cluster}} }
          embedded: { kind: embedded, url: here }
        sources:
          thor:
            {{Connection}}
            {{source}}
        targets:
          mjolnir:
            {{Connection}}
            {{target}}
          {{targets}}
        """;

    public static BifrostTopology Read(string text) => TopologyFile.Parse(text, "bifrost.yml");

    public static IReadOnlyList<RenderedConnector> Render(string text) => ConnectorRenderer.Render(Read(text));

    /// <summary>The rendered configuration of one connector of the first cluster.</summary>
    public static Dictionary<string, string> Config(string text, string connector = "mjolnir-sink") => ConfigOf(Render(text).First(one => one.Name == connector));

    public static Dictionary<string, string> ConfigOf(RenderedConnector rendered)
    {
        using var document = JsonDocument.Parse(rendered.Json);
        return document.RootElement.GetProperty("config").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
    }
}
