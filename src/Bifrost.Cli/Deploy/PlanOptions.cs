using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Deploy;

/// <summary>The options of every verb that makes a plan of the topology.</summary>
internal sealed class PlanOptions
{
    public Option<bool> Prune { get; } = new("--prune") { Description = "Delete connectors of this topology that it no longer has" };

    public Option<string?> Templates { get; } = RenderedFiles.TemplatesOption();

    public Task<ConnectorPlan> MakeAsync(BifrostProject project, Invocation invocation, IConnectClient client, CancellationToken cancellation) =>
        PlanMaker.MakeAsync(project, invocation, client, invocation.Value(Templates), invocation.Value(Prune), cancellation);
}
