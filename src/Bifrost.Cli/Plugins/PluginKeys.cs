using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Plugins;

/// <summary>A class with the keys that it declares, or why they could not be read: one whose driver is missing answers 500, and the others do not suffer for it.</summary>
internal sealed record PluginKeys(PluginInfo Plugin, IReadOnlyList<ConfigKeyInfo> Keys, string? Fault)
{
    /// <summary>A worker reads one class after the other from disk; more at once gain nothing.</summary>
    private const int AtOnce = 4;

    /// <summary>In the order of the cluster's list.</summary>
    public static async Task<IReadOnlyList<PluginKeys>> ReadAsync(IConnectClient client, IReadOnlyList<PluginInfo> plugins, CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(plugins.Select(async plugin =>
        {
            await gate.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                // Asked for by version only where there are several: Connect takes the word since 4.1.
                return await ReadAsync(client, plugin, plugins.Count(one => one.Class == plugin.Class && one.Version != plugin.Version) > 0, cancellation).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        })).ConfigureAwait(false);
    }

    private static async Task<PluginKeys> ReadAsync(IConnectClient client, PluginInfo plugin, bool byVersion, CancellationToken cancellation)
    {
        try
        {
            return new PluginKeys(plugin, await client.GetPluginConfigAsync(plugin.Class, byVersion ? plugin.Version : null, cancellation).ConfigureAwait(false), null);
        }
        catch (ConnectException e) when (e.Status is not null)
        {
            return new PluginKeys(plugin, [], e.Answer ?? e.Message);
        }
    }
}
