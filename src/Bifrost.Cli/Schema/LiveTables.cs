using Bifrost.Cli.Project;
using Bifrost.Postgres.Definitions;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Schema;

/// <summary>The captured tables as the sources have them now.</summary>
internal static class LiveTables
{
    /// <summary>Every source's, in the order of the topology.</summary>
    /// <exception cref="Replication.Failures.ReplicationException">A source cannot be reached.</exception>
    public static async Task<SourceTables> ReadAsync(BifrostProject project, CancellationToken cancellation)
    {
        var connectors = TopologyConnectors.OfAnyCluster(project);
        var databases = new List<CapturedDatabase>();
        foreach (var source in project.Topology.Sources)
        {
            var (settings, capture) = connectors.Source(source.ConnectorName);
            databases.Add(CapturedTables.Of(source.Name, await DefinitionReader.ReadAsync(settings.Database, capture.IsCaptured, cancellation).ConfigureAwait(false)));
        }
        return new SourceTables(databases);
    }
}
