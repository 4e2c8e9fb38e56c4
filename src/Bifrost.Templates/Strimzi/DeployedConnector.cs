using System.Text.Json;
using Bifrost.Topology;

namespace Bifrost.Templates.Strimzi;

/// <summary>A rendered connector, read back, with the part of the topology that it is of: the final keys count, so that an override does.</summary>
/// <param name="Part">Name of the source or target.</param>
/// <param name="Field">The part as faults name it, such as <c>sources.thor</c>.</param>
/// <param name="Follows">Names of the sources that a sink reads; none for a source.</param>
internal sealed record DeployedConnector(string Name, string Part, string Field, IReadOnlyDictionary<string, string> Config, WantedState? State, IReadOnlyList<string> Follows)
{
    public bool IsSource => Follows.Count == 0;

    public static DeployedConnector Of(RenderedConnector rendered, BifrostTopology topology)
    {
        using var document = JsonDocument.Parse(rendered.Json);
        var config = document.RootElement.GetProperty("config").EnumerateObject().ToDictionary(static pair => pair.Name, static pair => pair.Value.GetString()!, StringComparer.Ordinal);
        return topology.Sources.FirstOrDefault(source => source.ConnectorName == rendered.Name) is { } source
            ? new DeployedConnector(rendered.Name, source.Name, $"sources.{source.Name}", config, source.State, [])
            : Sink(rendered.Name, topology.Targets.Single(target => target.ConnectorName == rendered.Name), config);
    }

    private static DeployedConnector Sink(string name, Target target, IReadOnlyDictionary<string, string> config) => new(name, target.Name, $"targets.{target.Name}", config, target.State, target.Sources);
}
