using System.Text.Json.Serialization;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>Everything that <c>apply</c> would do to a cluster, as data. Made without asking anyone; in the order in which it is carried out: deletes (sinks first), then sources, then sinks, by name.</summary>
/// <param name="Topology">The topology's name: only connectors that carry it are ever deleted.</param>
/// <param name="Unmanaged">Connectors of this topology that it no longer has, and that stay because pruning was not asked for.</param>
public sealed record ConnectorPlan(string Cluster, string Topology, IReadOnlyList<ConnectorChange> Changes, IReadOnlyList<string> Unmanaged)
{
    /// <summary>The key that says which topology a connector belongs to. Connect accepts and ignores it.</summary>
    public const string TopologyKey = "bifrost.topology";

    /// <summary>The form of a plan as JSON; another number is another form.</summary>
    [JsonPropertyOrder(-1)]
    public int Format { get; } = 1;

    public bool HasChanges => Changes.Any(static change => change.Kind != ChangeKind.None);

    /// <summary>What is wanted, by the connector's name; not for printing, it may hold secrets.</summary>
    internal IReadOnlyDictionary<string, DesiredConnector> Desired { get; init; } = new Dictionary<string, DesiredConnector>();

    /// <summary>What the plan was made against, by the connector's name; not for printing.</summary>
    internal IReadOnlyDictionary<string, ActualConnector> Actual { get; init; } = new Dictionary<string, ActualConnector>();

    /// <summary>Connectors whose change is refused, with the reason: the cluster is no longer as the plan's file says. Empty for a plan that was just made.</summary>
    public IReadOnlyDictionary<string, string> MovedOn { get; init; } = new SortedDictionary<string, string>();

    /// <param name="maskOf">The mask for a connector class.</param>
    /// <param name="prune">Delete this topology's connectors that are no longer wanted.</param>
    /// <exception cref="PlanException">Two connectors have one name.</exception>
    public static ConnectorPlan Build(
        string cluster, string topology, IReadOnlyList<DesiredConnector> desired, IReadOnlyList<ActualConnector> actual, Func<string, SecretMask> maskOf, bool prune)
    {
        if (desired.GroupBy(static connector => connector.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw PlanException.Twice(twice.Key);
        var surplus = actual.Where(connector => connector.BelongsTo(topology) && desired.All(wanted => wanted.Name != connector.Name)).ToList();
        return Of(cluster, topology, desired, actual, prune ? surplus : [], maskOf) with
        {
            Unmanaged = prune ? [] : [.. surplus.Select(static connector => connector.Name).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>A plan whose deletions are chosen.</summary>
    internal static ConnectorPlan Of(
        string cluster, string topology, IReadOnlyList<DesiredConnector> desired, IReadOnlyList<ActualConnector> actual, IEnumerable<ActualConnector> deleted, Func<string, SecretMask> maskOf)
    {
        var present = actual.ToDictionary(static connector => connector.Name, StringComparer.Ordinal);
        var changes = desired.Select(connector => ChangeOf(connector, present.GetValueOrDefault(connector.Name), maskOf))
            .Concat(deleted.Select(connector => Deletion(connector, maskOf)));
        return new ConnectorPlan(cluster, topology, [.. changes.OrderBy(Rank).ThenBy(static change => change.Name, StringComparer.Ordinal)], [])
        {
            Desired = desired.ToDictionary(static connector => connector.Name, StringComparer.Ordinal),
            Actual = present,
        };
    }

    /// <summary>A sink names topics; a source does not.</summary>
    public static ConnectorType TypeOf(IReadOnlyDictionary<string, string> config) =>
        config.ContainsKey("topics") || config.ContainsKey("topics.regex") ? ConnectorType.Sink : ConnectorType.Source;

    private static ConnectorChange ChangeOf(DesiredConnector desired, ActualConnector? actual, Func<string, SecretMask> maskOf)
    {
        var keys = ConfigComparison.Compare(desired.Name, actual?.Config, desired.Config, maskOf(ClassOf(desired.Config)));
        var state = desired.State is { } to && to != (actual?.Target ?? ConnectorState.Running) ? new StateChange(actual?.State, to) : null;
        var kind = actual is null ? ChangeKind.Create : keys.Count > 0 ? ChangeKind.Update : state is not null ? ChangeKind.State : ChangeKind.None;
        return new ConnectorChange(desired.Name, TypeOf(desired.Config), kind, keys, state, PlanNotes.For(kind, desired, actual, keys));
    }

    private static ConnectorChange Deletion(ActualConnector actual, Func<string, SecretMask> maskOf) => new(actual.Name, TypeOf(actual.Config), ChangeKind.Delete,
        ConfigComparison.Compare(actual.Name, actual.Config, null, maskOf(ClassOf(actual.Config))), null, PlanNotes.For(ChangeKind.Delete, null, actual, []));

    private static int Rank(ConnectorChange change) => (change.Kind == ChangeKind.Delete, change.Type) switch
    {
        (true, ConnectorType.Sink) => 0,
        (true, _) => 1,
        (false, ConnectorType.Sink) => 3,
        (false, _) => 2,
    };

    private static string ClassOf(IReadOnlyDictionary<string, string> config) => config.GetValueOrDefault("connector.class", "");
}
