using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.States;

internal sealed class StopCommand() : StateVerb("stop", "Stop connectors: their tasks are gone, their offsets can be changed", ConnectorState.Stopped, "bifrost stop mjolnir-sink stormbreaker-sink")
{
    protected override Task AskAsync(IConnectClient client, string name, CancellationToken cancellation) => client.StopAsync(name, cancellation);
}
