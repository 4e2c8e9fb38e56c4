namespace Bifrost.Replication.Signals;

/// <summary>Tables to copy again.</summary>
/// <param name="Id">The signal's.</param>
/// <param name="Kind">Both kinds are answered alike here: one copy at one point of the stream. It says what a condition's filter is.</param>
/// <param name="Collections">Regular expressions of whole names, <c>schema.table</c>.</param>
public sealed record SnapshotRequest(string Id, SnapshotKind Kind, IReadOnlyList<string> Collections, IReadOnlyList<SnapshotCondition> Conditions);

/// <param name="Collection">A regular expression of whole names.</param>
/// <param name="Filter">What follows WHERE (<see cref="SnapshotKind.Incremental"/>), or a whole SELECT (<see cref="SnapshotKind.Blocking"/>).</param>
public sealed record SnapshotCondition(string Collection, string Filter);

/// <summary>Debezium's two kinds of ad-hoc snapshot.</summary>
public enum SnapshotKind
{
    Incremental,
    Blocking,
}
