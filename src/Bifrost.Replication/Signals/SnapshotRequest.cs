using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Signals;

/// <summary>Tables to copy again.</summary>
/// <param name="Id">The signal's.</param>
/// <param name="Kind">Both kinds are answered alike here: one copy at one point of the stream. It says what a condition's filter is.</param>
/// <param name="Collections">Regular expressions of whole names, <c>schema.table</c>.</param>
public sealed record SnapshotRequest(string Id, SnapshotKind Kind, IReadOnlyList<string> Collections, IReadOnlyList<SnapshotCondition> Conditions)
{
    /// <summary>
    /// Tables that nobody asked for: they joined a stream that runs, and the target has never had a copy of them. They are made equal to the view; changes of before it are passed over.
    /// Such a request is not refused: without the copy the replica would lack rows, so what is in its way stops the sink. Empty for a signal's request.
    /// </summary>
    public IReadOnlyList<TableName> Joining { get; init; } = [];
}

/// <param name="Collection">A regular expression of whole names.</param>
/// <param name="Filter">What follows WHERE (<see cref="SnapshotKind.Incremental"/>), or a whole SELECT (<see cref="SnapshotKind.Blocking"/>).</param>
public sealed record SnapshotCondition(string Collection, string Filter);

/// <summary>Debezium's two kinds of ad-hoc snapshot.</summary>
public enum SnapshotKind
{
    Incremental,
    Blocking,
}
