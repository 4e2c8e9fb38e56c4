using Bifrost.Cli.Lag;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Providers;
using Bifrost.Kafka;
using Bifrost.Replication.Engine;
using Bifrost.Topology;
using Bifrost.Worker.Routing;

namespace Bifrost.Cli.Status;

/// <summary>What a look at a cluster needs: its client, its broker where it has one, and the sources' databases where the topology knows them.</summary>
internal sealed class StatusSession : IDisposable
{
    private readonly KafkaBroker? _broker;

    /// <param name="names">As given on the command line; may hold patterns.</param>
    /// <param name="options">How long the cluster is tried; null for as long as the client does by itself.</param>
    public StatusSession(Invocation invocation, IReadOnlyCollection<string> names, ConnectClientOptions? options = null)
    {
        Project = ClusterConnection.IsUrl(invocation.ClusterName) ? null : BifrostProject.Load(invocation);
        Client = Project is null ? invocation.OpenCluster(options) : invocation.OpenCluster(Project, options);
        _broker = invocation.OpenBroker(Project, LagReader.Limit);
        Reader = new StatusReader(Client, StatusReader.Expected(Project, invocation, names), LagOf(invocation, Client, Project, _broker));
    }

    /// <summary>Null for a cluster that is given by its URL.</summary>
    public BifrostProject? Project { get; }

    public IConnectClient Client { get; }

    public StatusReader Reader { get; }

    /// <summary>Null where the cluster tells lag by itself, or nothing is known of its broker and its sources.</summary>
    public static LagReader? LagOf(Invocation invocation, IConnectClient client, BifrostProject? project, KafkaBroker? broker) =>
        project is null || project.ClusterNamed(invocation.ClusterName).Kind == ClusterKind.Embedded
            ? null
            : new LagReader(client, broker, name => Source(project, invocation, name));

    public void Dispose()
    {
        _broker?.Dispose();
        Client.Dispose();
    }

    /// <summary>A source's settings, with its database; null where the topology has no such source, or its variables are known to the worker alone.</summary>
    public static SourceSettings? Source(BifrostProject project, Invocation invocation, string name)
    {
        try
        {
            return TopologyConnectors.Of(project, invocation).Sources.FirstOrDefault(source => source.Connector == name);
        }
        catch (Exception e) when (e is UnresolvedReferenceException or ConnectorConfigException)
        {
            return null;
        }
    }
}
