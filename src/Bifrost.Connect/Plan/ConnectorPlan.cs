using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>Everything that <c>apply</c> would do to a cluster, as data. Made without asking anyone; in the order in which it is carried out: deletes (sinks first), then sources, then sinks, by name.</summary>
/// <param name="Unmanaged">Connectors of this topology that it no longer has, and that stay because pruning was not asked for.</param>
public sealed record ConnectorPlan(string Cluster, IReadOnlyList<ConnectorChange> Changes, IReadOnlyList<string> Unmanaged)
{
    /// <summary>The key that says which topology a connector belongs to. Connect accepts and ignores it.</summary>
    public const string TopologyKey = "bifrost.topology";

    /// <summary>What is wanted, by the connector's name; not for printing, it may hold secrets.</summary>
    internal IReadOnlyDictionary<string, DesiredConnector> Desired { get; private init; } = new Dictionary<string, DesiredConnector>();

    public bool HasChanges => Changes.Any(static change => change.Kind != ChangeKind.None);

    /// <param name="topology">The topology's name: only connectors that carry it are ever deleted.</param>
    /// <param name="maskOf">The mask for a connector class.</param>
    /// <param name="prune">Delete this topology's connectors that are no longer wanted.</param>
    /// <exception cref="PlanException">Two connectors have one name.</exception>
    public static ConnectorPlan Build(
        string cluster, string topology, IReadOnlyList<DesiredConnector> desired, IReadOnlyList<ActualConnector> actual, Func<string, SecretMask> maskOf, bool prune)
    {
        if (desired.GroupBy(static connector => connector.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw PlanException.Twice(twice.Key);
        var wanted = desired.ToDictionary(static connector => connector.Name, StringComparer.Ordinal);
        var present = actual.ToDictionary(static connector => connector.Name, StringComparer.Ordinal);
        var surplus = actual.Where(connector => !wanted.ContainsKey(connector.Name) && connector.Config.TryGetValue(TopologyKey, out var owner) && owner == topology).ToList();
        var changes = desired.Select(connector => ChangeOf(connector, present.GetValueOrDefault(connector.Name), maskOf))
            .Concat(prune ? surplus.Select(connector => Deletion(connector, maskOf)) : []);
        return new ConnectorPlan(cluster, [.. changes.OrderBy(Rank).ThenBy(static change => change.Name, StringComparer.Ordinal)],
            prune ? [] : [.. surplus.Select(static connector => connector.Name).Order(StringComparer.Ordinal)]) { Desired = wanted };
    }

    /// <summary>A sink names topics; a source does not.</summary>
    public static ConnectorType TypeOf(IReadOnlyDictionary<string, string> config) =>
        config.ContainsKey("topics") || config.ContainsKey("topics.regex") ? ConnectorType.Sink : ConnectorType.Source;

    private static ConnectorChange ChangeOf(DesiredConnector desired, ActualConnector? actual, Func<string, SecretMask> maskOf)
    {
        var keys = ConfigComparison.Compare(desired.Name, actual?.Config, desired.Config, maskOf(ClassOf(desired.Config)));
        var state = desired.State is { } to && to != (actual is null ? ConnectorState.Running : Target(actual.State)) ? new StateChange(actual?.State, to) : null;
        var kind = actual is null ? ChangeKind.Create : keys.Count > 0 ? ChangeKind.Update : state is not null ? ChangeKind.State : ChangeKind.None;
        return new ConnectorChange(desired.Name, TypeOf(desired.Config), kind, keys, state, PlanNotes.For(kind, state is null ? actual : null, keys));
    }

    private static ConnectorChange Deletion(ActualConnector actual, Func<string, SecretMask> maskOf) => new(actual.Name, TypeOf(actual.Config), ChangeKind.Delete,
        ConfigComparison.Compare(actual.Name, actual.Config, null, maskOf(ClassOf(actual.Config))), null, PlanNotes.For(ChangeKind.Delete, actual, []));

    /// <summary>The state that was asked for: a connector that is failed, restarting or unassigned was asked to run.</summary>
    private static ConnectorState Target(ConnectorState? state) => state is ConnectorState.Paused or ConnectorState.Stopped ? state.Value : ConnectorState.Running;

    private static int Rank(ConnectorChange change) => (change.Kind == ChangeKind.Delete, change.Type) switch
    {
        (true, ConnectorType.Sink) => 0,
        (true, _) => 1,
        (false, ConnectorType.Sink) => 3,
        (false, _) => 2,
    };

    private static string ClassOf(IReadOnlyDictionary<string, string> config) => config.GetValueOrDefault("connector.class", "");
}
