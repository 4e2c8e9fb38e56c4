using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.States;

internal sealed class ResumeCommand() : StateVerb("resume", "Let paused or stopped connectors run again", ConnectorState.Running, "bifrost resume mjolnir-sink")
{
    protected override Task AskAsync(IConnectClient client, string name, CancellationToken cancellation) => client.ResumeAsync(name, cancellation);
}
