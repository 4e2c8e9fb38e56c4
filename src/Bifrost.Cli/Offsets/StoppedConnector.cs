using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Offsets;

/// <summary>Offsets change only while a connector is STOPPED (KIP-875).</summary>
internal static class StoppedConnector
{
    /// <exception cref="CommandException">It is not there, or not stopped.</exception>
    public static async Task RequireAsync(IConnectClient client, string name, CancellationToken cancellation)
    {
        if (await client.FindConnectorAsync(name, cancellation).ConfigureAwait(false) is null)
            throw ConnectorFaults.Unknown(name, client.Endpoint, await client.ListConnectorsAsync(cancellation).ConfigureAwait(false));
        var status = await client.FindStatusAsync(name, cancellation).ConfigureAwait(false);
        if (status is { Connector.State: not ConnectorState.Stopped } running)
            throw new CommandException($"'{name}' is {running.Connector.State.ToString().ToUpperInvariant()}; its offsets can be changed only while it is STOPPED. "
                + $"Stop it with `bifrost stop {name}`, and `bifrost resume {name}` afterwards.");
    }
}
