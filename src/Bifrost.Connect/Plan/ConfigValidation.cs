using Bifrost.Connect.Client;

namespace Bifrost.Connect.Plan;

/// <summary>Asks the cluster whether it would take a configuration.</summary>
internal static class ConfigValidation
{
    /// <returns>Every fault, as <c>key: sentence</c>; empty where there is none.</returns>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(IConnectClient client, DesiredConnector connector, CancellationToken cancellation)
    {
        if (!connector.Config.TryGetValue("connector.class", out var plugin) || plugin.Length == 0)
            return ["connector.class: it is missing; it names the connector's Java class."];
        try
        {
            var config = connector.Config.ContainsKey("name")
                ? connector.Config
                : connector.Config.Append(new("name", connector.Name)).ToDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal);
            var infos = await client.ValidateAsync(plugin, config, cancellation).ConfigureAwait(false);
            return [.. infos.Configs.Where(static info => info.Value is { Errors.Count: > 0 }).SelectMany(info => Sentences(info.Value!, connector)).Distinct(StringComparer.Ordinal)];
        }
        catch (ConnectException e)
        {
            return await InstalledPlugins.FaultOfAsync(client, plugin, e, cancellation).ConfigureAwait(false) is { } notInstalled
                ? [$"connector.class: {notInstalled}"]
                : [SecretMask.ByName.Scrub(e.Message, connector.Config)];
        }
    }

    private static IEnumerable<string> Sentences(Contracts.ConfigValueInfo value, DesiredConnector connector) =>
        value.Errors.Select(error => $"{value.Name}: {SecretMask.ByName.Scrub(error, connector.Config)}");
}
