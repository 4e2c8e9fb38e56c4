using Bifrost.Connect.Client;

namespace Bifrost.Connect.Plan;

/// <summary>Says which connectors a cluster has where it lacks the one that is asked for: Connect's own answer is a page of Java descriptions.</summary>
internal static class InstalledPlugins
{
    /// <summary>How Connect says it, from 4.1 on as 400, before as 500; after the first time behind the exception's name.</summary>
    private const string NotFound = "Failed to find any class that implements Connector";

    /// <returns>Null where the failure is another one.</returns>
    public static async Task<string?> FaultOfAsync(IConnectClient client, string plugin, ConnectException failure, CancellationToken cancellation)
    {
        if (failure.Answer?.Contains(NotFound, StringComparison.Ordinal) != true)
            return null;
        var plugins = await client.ListPluginsAsync(connectorsOnly: true, cancellation).ConfigureAwait(false);
        var classes = plugins.Select(static one => one.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var nearest = classes.FirstOrDefault(one => ShortName(one).Equals(ShortName(plugin), StringComparison.OrdinalIgnoreCase));
        return $"'{plugin}' is not installed on the {client.Endpoint}{(nearest is null ? "." : $"; did you mean '{nearest}'?")} "
            + (classes.Count == 0 ? "It has no connectors: set the workers' plugin.path." : $"It has: {string.Join(", ", classes)}. Install the plugin in the workers' plugin.path and restart them, or choose another connector in the topology.");
    }

    private static string ShortName(string plugin) => plugin[(plugin.LastIndexOf('.') + 1)..];
}
