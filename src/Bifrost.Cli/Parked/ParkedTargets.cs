using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Postgres.Parked;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Topology;
using Bifrost.Worker.Routing;

namespace Bifrost.Cli.Parked;

/// <summary>The databases that the topology's sinks write to, each once, with the rows that are parked there. One that is away does not keep the others from being read.</summary>
internal sealed class ParkedTargets
{
    private readonly IReadOnlyList<(SinkSettings Settings, IReadOnlyList<string> Sinks)> _targets;
    private readonly List<UnreadTarget> _unread;
    private readonly string? _onlySink;

    private ParkedTargets(IReadOnlyList<(SinkSettings, IReadOnlyList<string>)> targets, List<UnreadTarget> unread, string? onlySink)
    {
        _targets = targets;
        _unread = unread;
        _onlySink = onlySink;
    }

    /// <summary>Targets that could not be asked.</summary>
    public IReadOnlyList<UnreadTarget> Unread => _unread;

    /// <param name="onlySink">Only rows of this sink; null for all, also of sinks that the topology no longer has.</param>
    /// <exception cref="CommandException">The cluster has no parked rows, or there is no such sink.</exception>
    public static ParkedTargets Of(Invocation invocation, string? onlySink = null)
    {
        var project = BifrostProject.Load(invocation);
        if (project.ClusterNamed(invocation.ClusterName).Kind != ClusterKind.Embedded)
            throw ParkedFaults.NotEmbedded(invocation.ClusterName);
        var connectors = TopologyConnectors.Of(project, invocation);
        List<string> names = [.. connectors.SinkNames];
        if (onlySink is not null && !names.Contains(onlySink))
            throw ParkedFaults.NoSink(onlySink, names);
        var unread = new List<UnreadTarget>();
        var settings = names.Where(name => onlySink is null || name == onlySink).Select(name => Settings(connectors, name, unread)).OfType<SinkSettings>().ToList();
        return new ParkedTargets(
            [.. settings.GroupBy(static one => (one.Database.Host, one.Database.Port, one.Database.Database)).Select(static one => (one.First(), (IReadOnlyList<string>)[.. one.Select(static sink => sink.Connector)]))],
            unread, onlySink);
    }

    /// <summary>Every row, by target and sink, in the order in which the changes were made.</summary>
    public async Task<IReadOnlyList<PlacedRow>> ReadAsync(CancellationToken cancellation)
    {
        var rows = new List<PlacedRow>();
        foreach (var (settings, sinks) in _targets)
        {
            var store = new ParkedRowStore(settings);
            try
            {
                rows.AddRange((await store.ListAsync(cancellation).ConfigureAwait(false)).Where(row => _onlySink is null || row.Sink == _onlySink).Select(row => new PlacedRow(store, settings.Database.Database, row)));
            }
            catch (ReplicationException e)
            {
                _unread.Add(new UnreadTarget(settings.Database.Database, sinks, e.Message));
            }
        }

        return rows;
    }

    /// <summary>The named rows in the order in which their changes were made.</summary>
    /// <param name="ids">As <c>sink/number</c>, or the number alone where only one target has it.</param>
    /// <exception cref="CommandException">One of them is not there.</exception>
    public async Task<IReadOnlyList<PlacedRow>> NamedAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var all = await ReadAsync(cancellation).ConfigureAwait(false);
        var named = ids.Select(id => Find(id, all)).ToHashSet();
        return [.. all.Where(named.Contains)];
    }

    /// <summary>Says which targets could not be asked.</summary>
    public void Tell(Invocation invocation)
    {
        foreach (var target in _unread)
            invocation.Messages.Error($"{string.Join(", ", target.Sinks)}: {target.Error}");
    }

    private PlacedRow Find(string id, IReadOnlyList<PlacedRow> all)
    {
        var found = all.Where(row => row.Id == id || row.Id.EndsWith("/" + id, StringComparison.Ordinal)).ToList();
        return found.Count switch
        {
            0 => throw ParkedFaults.NoRow(id, [.. all.Select(static row => row.Id)], [.. _unread.SelectMany(static target => target.Sinks)]),
            1 => found[0],
            _ => throw ParkedFaults.Several(id, found.Select(static row => row.Id)),
        };
    }

    private static SinkSettings? Settings(TopologyConnectors connectors, string name, List<UnreadTarget> unread)
    {
        try
        {
            return connectors.SinkOf(name);
        }
        catch (Exception e) when (e is CommandException or ConnectorConfigException or UnresolvedReferenceException)
        {
            unread.Add(new UnreadTarget(name, [name], e.Message));
            return null;
        }
    }
}
