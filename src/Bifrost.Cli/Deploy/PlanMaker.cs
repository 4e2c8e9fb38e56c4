using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Plan;
using Bifrost.Topology;

namespace Bifrost.Cli.Deploy;

/// <summary>Gathers what a plan is made of: the rendered connectors, what the cluster has, and which keys are secret.</summary>
internal static class PlanMaker
{
    public static async Task<ConnectorPlan> MakeAsync(
        BifrostProject project, Invocation invocation, IConnectClient client, string? templates, bool prune, CancellationToken cancellation)
    {
        var desired = RenderedFiles.Desired(project, invocation, templates);
        var actual = await ActualConnector.ReadAllAsync(client, cancellation).ConfigureAwait(false);
        var masks = await MasksAsync(client, [.. desired.Select(static one => one.Config), .. actual.Select(static one => one.Config)], cancellation).ConfigureAwait(false);
        var plan = ConnectorPlan.Build(invocation.ClusterName, project.Topology.Name, desired, actual, connectorClass => masks.GetValueOrDefault(connectorClass, SecretMask.ByName), prune);
        return project.ClusterNamed(invocation.ClusterName).Kind == ClusterKind.Embedded ? plan : plan with { Changes = [.. plan.Changes.Select(WithOffsets)] };
    }

    /// <summary>A plan changes nothing, and Kafka Connect shows what an earlier connector left only under the name of one that is there.</summary>
    private static ConnectorChange WithOffsets(ConnectorChange change) => change.Kind != ChangeKind.Create ? change : change with
    {
        Notes = [.. change.Notes, "Offsets of an earlier connector of this name, if there was one, are still there: it goes on from them, and `apply` says so; `apply --reset-offsets` begins anew."],
    };

    /// <summary>A plan that was kept in a file, against what the cluster has by now.</summary>
    public static async Task<ConnectorPlan> MakeAsync(PlanFile file, IConnectClient client, CancellationToken cancellation)
    {
        var actual = await ActualConnector.ReadAllAsync(client, cancellation).ConfigureAwait(false);
        var planned = file.Connectors.Where(static one => one.Config is not null).Select(static one => one.Config!);
        var masks = await MasksAsync(client, planned.Concat(actual.Where(one => file.Connectors.Any(planned => planned.Name == one.Name)).Select(static one => one.Config)), cancellation).ConfigureAwait(false);
        return file.Against(actual, connectorClass => masks.GetValueOrDefault(connectorClass, SecretMask.ByName));
    }

    /// <exception cref="CommandException">The cluster was given as a URL: nothing is rendered for it.</exception>
    public static void RequireNamedCluster(Invocation invocation)
    {
        if (ClusterConnection.IsUrl(invocation.ClusterName))
            throw new CommandException("A plan needs a cluster of the topology: connectors are rendered for its kind and versions. Name one with --cluster.", ExitCode.Usage);
    }

    /// <summary>The mask of every connector class of these configurations.</summary>
    public static async Task<IReadOnlyDictionary<string, SecretMask>> MasksAsync(IConnectClient client, IEnumerable<IReadOnlyDictionary<string, string>> configs, CancellationToken cancellation)
    {
        var masks = new Dictionary<string, SecretMask>(StringComparer.Ordinal);
        foreach (var connectorClass in configs.Select(static config => config.GetValueOrDefault("connector.class", "")).Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal))
            masks[connectorClass] = await MaskAsync(client, connectorClass, cancellation).ConfigureAwait(false);
        return masks;
    }

    private static async Task<SecretMask> MaskAsync(IConnectClient client, string connectorClass, CancellationToken cancellation)
    {
        try
        {
            var keys = await client.GetPluginConfigAsync(connectorClass, null, cancellation).ConfigureAwait(false);
            return new SecretMask(keys.Where(static key => key.Type == "PASSWORD").Select(static key => key.Name));
        }
        catch (ConnectException e) when (e.Failure is ConnectFailure.NotFound or ConnectFailure.Rejected or ConnectFailure.Failed)
        {
            // A class that the cluster does not know fails when it is validated, with a better sentence than this call has.
            return SecretMask.ByName;
        }
    }
}
