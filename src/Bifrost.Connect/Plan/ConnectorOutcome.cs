using Bifrost.Connect.Health;

namespace Bifrost.Connect.Plan;

public enum OutcomeKind
{
    Unchanged,
    Created,
    Updated,
    StateChanged,
    Deleted,

    /// <summary>Its configuration is wrong; nothing was sent.</summary>
    Invalid,

    /// <summary>It changed between the plan and the write; nothing was sent.</summary>
    MovedOn,

    /// <summary>The cluster refused it, or does not hold what was sent.</summary>
    Failed,
}

/// <summary>What became of one connector.</summary>
/// <param name="Errors">Why it is not as it should be; empty where it is.</param>
/// <param name="Health">After the wait; null for what was deleted, never sent, or not waited for.</param>
public sealed record ConnectorOutcome(string Name, OutcomeKind Kind, IReadOnlyList<string> Errors, ConnectorHealth? Health = null)
{
    /// <summary>What else happened that a reader should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool IsFine => Errors.Count == 0 && Health is null or { Reason: null };
}

/// <summary>What became of every connector, in the order of the plan.</summary>
public sealed record ApplyReport(string Cluster, IReadOnlyList<ConnectorOutcome> Connectors)
{
    /// <summary>It was made of a plan's file, which is not always what the topology says by now.</summary>
    public bool AsPlanned { get; init; }

    public bool IsFine => Connectors.All(static connector => connector.IsFine);
}
