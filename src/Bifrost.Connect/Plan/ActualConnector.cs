using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>A connector as the cluster has it.</summary>
/// <param name="State">Null where the cluster reports no status yet.</param>
public sealed record ActualConnector(string Name, IReadOnlyDictionary<string, string> Config, ConnectorState? State)
{
    /// <summary>The state that was asked for: a connector that is failed, restarting, unassigned or without a status was asked to run.</summary>
    public ConnectorState Target => State is ConnectorState.Paused or ConnectorState.Stopped ? State.Value : ConnectorState.Running;

    /// <summary>It carries that topology's mark.</summary>
    public bool BelongsTo(string topology) => Config.TryGetValue(ConnectorPlan.TopologyKey, out var owner) && owner == topology;

    /// <summary>Every connector of the cluster.</summary>
    /// <exception cref="ConnectException">The cluster cannot be asked.</exception>
    public static async Task<IReadOnlyList<ActualConnector>> ReadAllAsync(IConnectClient client, CancellationToken cancellation)
    {
        var expanded = await client.ExpandConnectorsAsync(cancellation).ConfigureAwait(false);
        var connectors = expanded.Where(static entry => entry.Value.Info is not null)
            .Select(static entry => new ActualConnector(entry.Key, entry.Value.Info!.Config, entry.Value.Status?.Connector.State)).ToList();
        // Connect leaves a connector without a status out of the expanded list; a plan without it would create it a second time.
        foreach (var name in await client.ListConnectorsAsync(cancellation).ConfigureAwait(false))
            if (!expanded.ContainsKey(name) && await client.FindConnectorAsync(name, cancellation).ConfigureAwait(false) is { } info)
                connectors.Add(new ActualConnector(name, info.Config, null));
        return connectors;
    }

    /// <summary>One connector, read again; null where it is not there.</summary>
    public static async Task<ActualConnector?> ReadAsync(IConnectClient client, string name, CancellationToken cancellation)
    {
        if (await client.FindConnectorAsync(name, cancellation).ConfigureAwait(false) is not { } info)
            return null;
        var status = await client.FindStatusAsync(name, cancellation).ConfigureAwait(false);
        return new ActualConnector(name, info.Config, status?.Connector.State);
    }
}
