using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

public enum ChangeKind
{
    None,
    Create,
    Update,

    /// <summary>The configuration stays, the state changes.</summary>
    State,
    Delete,
}

/// <summary>What becomes of one connector. Values are masked: it may be printed.</summary>
/// <param name="Keys">In ordinal order of their names.</param>
/// <param name="State">Null where the state stays.</param>
/// <param name="Notes">Consequences that the change does not show by itself.</param>
public sealed record ConnectorChange(string Name, ConnectorType Type, ChangeKind Kind, IReadOnlyList<KeyChange> Keys, StateChange? State, IReadOnlyList<string> Notes);

/// <param name="Before">Null for a key that is added.</param>
/// <param name="After">Null for a key that is removed.</param>
public sealed record KeyChange(string Key, string? Before, string? After);

/// <param name="From">Null for a connector that has no state yet.</param>
public sealed record StateChange(ConnectorState? From, ConnectorState To);
