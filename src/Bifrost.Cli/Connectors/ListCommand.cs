using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Connectors;

/// <param name="Topology">The topology that it belongs to; null for a connector that Bifrost did not make.</param>
internal sealed record ListedConnector(string Name, ConnectorType? Type, string? Class, ConnectorState? State, string? Topology);

/// <summary>Lists every connector of a cluster, also those that no topology has.</summary>
internal sealed class ListCommand() : Verb("list", "List every connector of the cluster", "bifrost connectors list --cluster kafka")
{
    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var connectors = await ActualConnector.ReadAllAsync(client, cancellation).ConfigureAwait(false);
        var listed = connectors.OrderBy(static one => one.Name, StringComparer.Ordinal).Select(static one => new ListedConnector(one.Name, ConnectorPlan.TypeOf(one.Config),
            one.Config.GetValueOrDefault("connector.class"), one.State, one.Config.GetValueOrDefault(ConnectorPlan.TopologyKey))).ToList();
        invocation.Results.Write(listed, static rows => Table.Of(rows,
            ("Connector", static row => row.Name),
            ("Type", static row => row.Type?.ToString().ToLowerInvariant()),
            ("State", static row => row.State?.ToString().ToUpperInvariant() ?? "-"),
            ("Class", static row => row.Class),
            ("Topology", static row => row.Topology ?? "-")) with { WhenEmpty = "There are no connectors." });
        return ExitCode.Fine;
    }
}
