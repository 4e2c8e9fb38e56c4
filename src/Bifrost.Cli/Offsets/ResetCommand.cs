using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Offsets;

/// <summary>Forgets a stopped connector's offsets: the next start begins anew, on the embedded worker with a snapshot.</summary>
internal sealed class ResetCommand : Verb
{
    private readonly Argument<string> _name;

    public ResetCommand() : base("reset", "Forget the offsets of a stopped connector: its next start begins anew, with a snapshot", "bifrost offsets reset mjolnir-sink") =>
        _name = Take(ConnectorArguments.One(this, "The connector's name"));

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var name = invocation.Value(_name)!;
        await StoppedConnector.RequireAsync(client, name, cancellation).ConfigureAwait(false);
        var message = await client.ResetOffsetsAsync(name, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(new MessageBody(message), static body => [body.Message]);
        return ExitCode.Fine;
    }
}
