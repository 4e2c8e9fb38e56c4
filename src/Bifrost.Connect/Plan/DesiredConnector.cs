using System.Text.Json;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>A connector as it should be.</summary>
/// <param name="State">RUNNING, PAUSED or STOPPED; null leaves the state of a connector that is there alone.</param>
public sealed record DesiredConnector(string Name, IReadOnlyDictionary<string, string> Config, ConnectorState? State = null)
{
    /// <summary>Reads the form that <c>POST /connectors</c> takes: <c>{"name": …, "config": {…}, "initial_state": …}</c>.</summary>
    /// <param name="place">The file, for messages.</param>
    /// <exception cref="PlanException">It is not of that form.</exception>
    public static DesiredConnector Parse(string json, string place)
    {
        try
        {
            var request = JsonSerializer.Deserialize<CreateConnectorRequest>(json) ?? throw PlanException.NoConnector(place, "it is null");
            if (string.IsNullOrWhiteSpace(request.Name))
                throw PlanException.NoConnector(place, "it has no 'name'");
            if (request.Config is not { Count: > 0 } config)
                throw PlanException.NoConnector(place, "it has no 'config'");
            if (config.FirstOrDefault(static entry => entry.Value is null).Key is { } empty)
                throw PlanException.NoConnector(place, $"the value of '{empty}' is null");
            return new(request.Name, config.ToDictionary(static entry => entry.Key, static entry => entry.Value!, StringComparer.Ordinal), StateOf(request.InitialState, place));
        }
        catch (JsonException e)
        {
            throw PlanException.NoConnector(place, $"it is not the JSON of a connector (line {e.LineNumber + 1})");
        }
    }

    private static ConnectorState? StateOf(string? word, string place) => word?.ToUpperInvariant() switch
    {
        null => null,
        "RUNNING" => ConnectorState.Running,
        "PAUSED" => ConnectorState.Paused,
        "STOPPED" => ConnectorState.Stopped,
        _ => throw PlanException.NoConnector(place, $"'initial_state' is '{word}'; RUNNING, PAUSED and STOPPED are allowed"),
    };
}
