using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Offsets;

internal sealed class GetCommand : Verb
{
    private readonly Argument<string> _name;

    public GetCommand() : base("get", "Show a connector's offsets", "bifrost offsets get mjolnir-sink --output json > offsets.json") =>
        _name = Take(ConnectorArguments.One(this, "The connector's name"));

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var offsets = await client.GetOffsetsAsync(invocation.Value(_name)!, cancellation).ConfigureAwait(false);
        invocation.Results.Write(offsets, OffsetsTable.Of);
        return ExitCode.Fine;
    }
}
