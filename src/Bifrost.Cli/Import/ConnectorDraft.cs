using System.Text.Json.Nodes;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Import;

/// <summary>A connector on its way to become a source or a target.</summary>
/// <param name="Part">Its name in the topology.</param>
/// <param name="Fields">What it says there.</param>
internal sealed record ConnectorDraft(ActualConnector Connector, bool IsSource, string Part, JsonObject Fields)
{
    public string Path => $"{(IsSource ? "sources" : "targets")}.{Part}";

    /// <summary>Keys that are set as they are; in the order of their names.</summary>
    public SortedDictionary<string, string?> Overrides { get; } = new(StringComparer.Ordinal);

    /// <summary>The fields that every part begins and ends with.</summary>
    public static JsonObject Begin(ActualConnector connector, string part, bool isSource) =>
        connector.Name == $"{part}{(isSource ? "-source" : "-sink")}" ? [] : new JsonObject { ["name"] = connector.Name };

    public static void End(JsonObject fields, ActualConnector connector)
    {
        if (connector.Target != ConnectorState.Running)
            fields["state"] = connector.Target.ToString().ToLowerInvariant();
    }

    /// <summary>The part with its overrides, as it is written.</summary>
    public JsonNode ToNode()
    {
        var node = Fields.DeepClone().AsObject();
        if (Overrides.Count > 0)
            node["config"] = new JsonObject(Overrides.Select(static one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value)));
        return node;
    }
}
