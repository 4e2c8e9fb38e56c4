using System.Globalization;
using System.Text.Json.Nodes;

namespace Bifrost.Templates.Strimzi;

/// <summary>A <c>KafkaConnector</c>: the rendered keys, less those that Strimzi keeps in fields of its own.</summary>
internal static class ConnectorResource
{
    private const string Class = "connector.class";
    private const string Tasks = "tasks.max";
    private const string Version = "connector.plugin.version";

    /// <summary>Strimzi refuses these in <c>spec.config</c>.</summary>
    private static readonly string[] Own = ["name", Class, Tasks, Version];

    public static JsonObject Of(Deployment deployment, DeployedConnector connector)
    {
        var spec = new JsonObject { ["class"] = connector.Config[Class] };
        if (connector.Config.TryGetValue(Version, out var version))
            spec["version"] = version;
        if (connector.Config.TryGetValue(Tasks, out var tasks))
            spec["tasksMax"] = int.TryParse(tasks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw StrimziException.TasksMax(connector.Name, tasks);
        spec["autoRestart"] = new JsonObject { ["enabled"] = deployment.Settings.AutoRestart };
        if (connector.State is { } state)
            spec["state"] = state.ToString().ToLowerInvariant();
        spec["config"] = new JsonObject(connector.Config.Where(static pair => !Own.Contains(pair.Key)).OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return Resource.Of(deployment, "KafkaConnector", ResourceNames.OfConnector(connector), deployment.Name, spec);
    }
}
