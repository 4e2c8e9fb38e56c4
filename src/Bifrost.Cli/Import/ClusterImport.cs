using Bifrost.Cli.Deploy;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Plan;
using Bifrost.Topology;

namespace Bifrost.Cli.Import;

/// <summary>Makes a topology of the connectors of a running cluster.</summary>
/// <param name="path">Where the topology is to stand; what is beside it counts when it is rendered.</param>
/// <param name="templates">A folder of templates; null for the built-in ones.</param>
internal sealed class ClusterImport(IConnectClient client, Cluster? known, string path, string? templates)
{
    private static readonly string[] SourceClasses = ["io.debezium.connector.postgresql.PostgresConnector"];
    private static readonly string[] SinkClasses = ["io.debezium.connector.jdbc.JdbcSinkConnector", "io.confluent.connect.jdbc.JdbcSinkConnector"];

    private readonly ImportedSecrets _secrets = new();
    private readonly PartNames _names = new();
    private readonly List<LeftConnector> _left = [];

    /// <param name="connectors">Names, or patterns with <c>*</c>; where there are none, every connector of the cluster.</param>
    /// <param name="name">The topology's name; null takes the one that most connectors carry, else the cluster's.</param>
    /// <exception cref="CommandException">No connector has a name that was given, or nothing of them can be said by a topology, which has at least one source and one target.</exception>
    public async Task<ImportReport> RunAsync(IReadOnlyList<string> connectors, string? name, CancellationToken cancellation)
    {
        var all = Chosen(connectors, await ActualConnector.ReadAllAsync(client, cancellation).ConfigureAwait(false)).OrderBy(static one => one.Name, StringComparer.Ordinal).ToList();
        var sources = Drafts(all, SourceClasses, "-source", part => new SourceDraft(part.Connector, part.Name, _secrets).Read(), "It names no database: database.hostname, database.dbname and database.user are needed.");
        var targets = Drafts(all, SinkClasses, "-sink", part => new TargetDraft(part.Connector, part.Name, sources, _secrets).Read(), "Its connection.url names no PostgreSQL, MySQL or MariaDB database as jdbc:…://host:port/database, or it has no user.");
        foreach (var other in all.Where(one => !SourceClasses.Concat(SinkClasses).Contains(ClassOf(one))))
            _left.Add(new LeftConnector(other.Name, ClassOf(other), "A topology has sources of Debezium's PostgreSQL connector and targets of a JDBC sink."));
        if (sources.Count == 0 || targets.Count == 0)
            throw ImportFaults.NothingToSay(client.Endpoint, sources.Count, _left);
        ConnectorDraft[] parts = [.. sources, .. targets];
        var imported = parts.Select(static part => part.Connector).ToList();
        var clusterName = known?.Name ?? "kafka";
        var topology = name ?? PartNames.Of(MarkOf(imported) ?? clusterName);
        var draft = new TopologyDraft(topology, clusterName, await ClusterDraft.ReadAsync(client, known, imported, cancellation).ConfigureAwait(false), parts, path, templates, _secrets);
        var masks = await PlanMaker.MasksAsync(client, imported.Select(static one => one.Config), cancellation).ConfigureAwait(false);
        var text = draft.Write(connectorClass => masks.GetValueOrDefault(connectorClass, SecretMask.ByName));
        return new ImportReport(client.Endpoint.Cluster, topology, [.. imported.Select(static one => one.Name)], [.. _left.OrderBy(static one => one.Name, StringComparer.Ordinal)], _secrets.Variables, draft.Differences)
        {
            Text = $"# Made of the connectors that ran on the {client.Endpoint}.\n{text}",
        };
    }

    private IEnumerable<ActualConnector> Chosen(IReadOnlyList<string> wanted, IReadOnlyList<ActualConnector> all)
    {
        if (wanted.Count == 0)
            return all;
        var named = ConnectorPatterns.ExpandPresent(wanted, [.. all.Select(static one => one.Name)], client.Endpoint);
        return all.Where(one => named.Contains(one.Name));
    }

    private List<ConnectorDraft> Drafts(IReadOnlyList<ActualConnector> all, string[] classes, string ending, Func<(ActualConnector Connector, string Name), ConnectorDraft?> read, string whyNot)
    {
        var drafts = new List<ConnectorDraft>();
        foreach (var connector in all.Where(one => classes.Contains(ClassOf(one))))
        {
            if (!PartNames.CanBeKept(connector.Name))
                _left.Add(new LeftConnector(connector.Name, ClassOf(connector), "Its name holds other letters than those that the name of a file may have here."));
            else if (read((connector, _names.For(connector.Name, ending))) is { } draft)
                drafts.Add(draft);
            else
                _left.Add(new LeftConnector(connector.Name, ClassOf(connector), whyNot));
        }

        return drafts;
    }

    private static string? ClassOf(ActualConnector connector) => connector.Config.GetValueOrDefault("connector.class");

    private static string? MarkOf(IEnumerable<ActualConnector> connectors) => connectors.Select(static one => one.Config.GetValueOrDefault(ConnectorPlan.TopologyKey)).OfType<string>()
        .GroupBy(static mark => mark, StringComparer.Ordinal).OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
}
