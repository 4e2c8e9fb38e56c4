using System.CommandLine;
using Bifrost.Cli.Lag;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Status;

namespace Bifrost.Cli.Offsets;

internal sealed class GetCommand : Verb
{
    private readonly Argument<string> _name;

    public GetCommand() : base("get", "Show a connector's offsets, and how far it is behind", "bifrost offsets get mjolnir-sink --output json > offsets.json") =>
        _name = Take(ConnectorArguments.One(this, "The connector's name"));

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = ClusterConnection.IsUrl(invocation.ClusterName) ? null : BifrostProject.Load(invocation);
        using var client = project is null ? invocation.OpenCluster() : invocation.OpenCluster(project);
        using var broker = invocation.OpenBroker(project, LagReader.Limit);
        var name = invocation.Value(_name)!;
        var connector = await client.FindConnectorAsync(name, cancellation).ConfigureAwait(false)
            ?? throw ConnectorFaults.Unknown(name, client.Endpoint, await client.ListConnectorsAsync(cancellation).ConfigureAwait(false));
        var offsets = await client.GetOffsetsAsync(name, cancellation).ConfigureAwait(false);
        var lag = StatusSession.LagOf(invocation, client, project, broker) is { } reader ? (await reader.ReadAsync([connector], cancellation).ConfigureAwait(false)).Connectors[name] : null;
        invocation.Results.Write(new OffsetsReport(name, offsets.Offsets ?? [], lag?.Partitions ?? [], lag?.Records, lag?.Bytes, lag?.Unknown), OffsetsTable.Of);
        return ExitCode.Fine;
    }
}
