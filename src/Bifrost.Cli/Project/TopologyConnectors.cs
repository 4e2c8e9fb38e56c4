using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Plan;
using Bifrost.Connect.Providers;
using Bifrost.Postgres.Verify;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Templates;
using Bifrost.Topology;
using Bifrost.Topology.Tables;
using Bifrost.Worker.Connectors;

namespace Bifrost.Cli.Project;

/// <summary>A cluster's connectors as the engine runs them: read by the same code as the worker's, references resolved here.</summary>
internal sealed class TopologyConnectors
{
    private static readonly string[] Converters = ["key.converter", "value.converter", "header.converter"];

    private readonly ReferenceResolver _references;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _sources;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _sinks;

    private readonly BifrostTopology _topology;
    private readonly ClusterKind _kind;

    private TopologyConnectors(BifrostTopology topology, ClusterKind kind, IReadOnlyList<DesiredConnector> connectors, ReferenceResolver references)
    {
        _topology = topology;
        _kind = kind;
        _references = references;
        _sources = [.. connectors.Where(static one => ConnectorPlan.TypeOf(one.Config) == ConnectorType.Source).Select(Named)];
        _sinks = [.. connectors.Where(static one => ConnectorPlan.TypeOf(one.Config) == ConnectorType.Sink).Select(Named)];
    }

    /// <summary>Settings of every source. Hold passwords: never print them.</summary>
    public IEnumerable<SourceSettings> Sources => _sources.Select(source => ConnectorSettings.ForSource(source, _references).Settings);

    /// <summary>How this cluster's targets are compared. A JDBC sink keeps no position on its target; one that is there is an embedded worker's, of before, and would be waited for without end.</summary>
    public VerifyOptions VerifyOptions => new() { Mode = _kind == ClusterKind.Embedded ? null : VerifyMode.Live };

    /// <summary>Names of the sink connectors.</summary>
    public IEnumerable<string> SinkNames => _sinks.Select(static sink => sink["name"]);

    /// <exception cref="CommandException">The cluster is none of the topology's.</exception>
    public static TopologyConnectors Of(BifrostProject project, Invocation invocation)
    {
        var kind = project.ClusterNamed(invocation.ClusterName).Kind;
        return new TopologyConnectors(project.Topology, kind, RenderedFiles.Desired(project, invocation), project.References);
    }

    /// <summary>The connectors as any cluster runs them: databases and captured tables are the same for all of them. </summary>
    /// <param name="tables">What is known of the tables; null for nothing, where that is about to be written.</param>
    public static TopologyConnectors OfAnyCluster(BifrostProject project, SourceTables? tables = null)
    {
        var cluster = project.Topology.Clusters[0];
        var files = ConnectorRenderer.Render(project.Topology, null, tables).Where(file => file.Cluster == cluster.Name);
        return new TopologyConnectors(project.Topology, cluster.Kind, [.. files.Select(static file => DesiredConnector.Parse(file.Json, $"connectors/{file.RelativePath}"))], project.References);
    }

    /// <summary>A source with what it captures.</summary>
    /// <param name="connector">Name of its connector.</param>
    public (SourceSettings Settings, ITableRouter Capture) Source(string connector) =>
        ConnectorSettings.ForSource(_sources.Single(source => source["name"] == connector), _references);

    /// <summary>Names of the source connectors.</summary>
    public IEnumerable<string> SourceNames => _sources.Select(static source => source["name"]);

    /// <summary>The table that a source's heartbeat writes to, as <c>schema.table</c>; null for none.</summary>
    /// <param name="connector">Name of its connector.</param>
    public string? HeartbeatTableOf(string connector) => _topology.Sources.FirstOrDefault(source => source.ConnectorName == connector)?.Heartbeat.Table;

    /// <summary>Settings of a sink. They hold a password: never print them.</summary>
    /// <exception cref="CommandException">The sink writes to another database than PostgreSQL.</exception>
    public SinkSettings SinkOf(string sinkName) => ConnectorSettings.ForSink(PostgresSink(sinkName, "hold parked rows"), _references);

    /// <summary>A sink with each source that it follows.</summary>
    /// <exception cref="CommandException">The sink writes to another database than PostgreSQL, which only Kafka Connect reaches.</exception>
    public IEnumerable<ConnectorPair> PairsOf(string sinkName)
    {
        var sink = PostgresSink(sinkName, "can be compared");
        return _sources.Where(source => ConnectorSettings.Follows(source, sink, _references)).Select(source => ConnectorSettings.ForPair(source, sink, _references));
    }

    private IReadOnlyDictionary<string, string> PostgresSink(string sinkName, string what)
    {
        var sink = _sinks.Single(sink => sink["name"] == sinkName);
        return sink.GetValueOrDefault("connection.url")?.Split(':') is ["jdbc", var dialect, ..] && dialect != "postgresql"
            ? throw new CommandException($"{sinkName} writes to {dialect}, and only PostgreSQL targets {what}. Name the other sinks to do it for them alone.")
            : sink;
    }

    // What is written into topics says nothing of tables, and its references (a registry's URL) need be known to the worker alone.
    private static IReadOnlyDictionary<string, string> Named(DesiredConnector connector) =>
        new Dictionary<string, string>(connector.Config.Where(static entry => !Converters.Any(start => entry.Key.StartsWith(start, StringComparison.Ordinal))), StringComparer.Ordinal) { ["name"] = connector.Name };
}
