using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Postgres.Replicas;
using Bifrost.Replication.Engine;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Schema;

/// <summary>What each target should have, from the snapshot of the sources' tables and the connectors' own routes.</summary>
internal sealed class WantedReplicas
{
    private readonly BifrostProject _project;
    private readonly SourceTables _tables;
    private readonly TopologyConnectors _connectors;

    /// <exception cref="CommandException">There is no snapshot of tables.</exception>
    public WantedReplicas(BifrostProject project)
    {
        _project = project;
        _tables = project.ReadTables();
        _connectors = TopologyConnectors.OfAnyCluster(project, _tables);
        if (_tables.Sources.Count == 0)
            throw new CommandException($"There is no {TablesFile.Name} beside the topology, so that the sources' tables are not known. Run `bifrost schema pull` first.");
    }

    /// <summary>Why tables cannot be made on a target; null where they can.</summary>
    public static string? WhyNot(Target target) => target switch
    {
        { Dialect: not Dialect.Postgres } => $"nothing is made here: it speaks {target.Dialect.ToString().ToLowerInvariant()}, and the source's types are PostgreSQL's. Its sink makes its tables.",
        { Connector: not TargetConnector.DebeziumJdbc } => "nothing is made here: Confluent's sink names its tables by transforms of its own. Its sink makes its tables.",
        _ => null,
    };

    /// <summary>For each source that a target follows, the target's database and what it should have of that source.</summary>
    public IEnumerable<(DatabaseEndpoint Database, WantedReplica Wanted)> Of(Target target)
    {
        foreach (var pair in _connectors.PairsOf(target.ConnectorName))
        {
            var source = _project.Topology.Sources.Single(one => one.ConnectorName == pair.Source.Connector);
            if (_tables.Of(source.Name) is not { } known)
                throw new CommandException($"{TablesFile.Name} says nothing of the source {source.Name}. Run `bifrost schema pull`.");
            yield return (pair.Sink.Database, WantedTables.Of(CapturedDefinitions.Of(known), pair.Router, pair.Source.PublishViaPartitionRoot));
        }
    }
}
