using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.States;

/// <summary>Pauses connectors. Connect accepts this for a failed connector and does nothing, so it is refused here.</summary>
internal sealed class PauseCommand() : StateVerb("pause", "Let connectors idle; tasks keep their resources, a sink keeps its slot", ConnectorState.Paused, "bifrost pause mjolnir-sink")
{
    protected override async Task AskAsync(IConnectClient client, string name, CancellationToken cancellation)
    {
        var status = await client.FindStatusAsync(name, cancellation).ConfigureAwait(false);
        if (status?.Connector.State == ConnectorState.Failed)
            throw new CommandException($"'{name}' has failed, and Connect does not pause a failed connector. Stop it with `bifrost stop {name}`, or restart it first.");
        await client.PauseAsync(name, cancellation).ConfigureAwait(false);
    }
}
