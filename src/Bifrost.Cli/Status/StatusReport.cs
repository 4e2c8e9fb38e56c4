using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Status;

/// <summary>The result of <c>bifrost status</c>.</summary>
/// <param name="Healthy">Every connector runs with all of its tasks, none retries, and what the cluster says can be believed.</param>
/// <param name="Fault">What is wrong with the cluster itself: its broker does not answer, or its states may be stale; null for nothing.</param>
/// <param name="Note">What could not be looked at, and why; null for nothing.</param>
internal sealed record StatusReport(string Cluster, string Url, string Version, bool Healthy, string? Fault, string? Note, IReadOnlyList<ConnectorLine> Connectors);

/// <param name="LagRecords">Records that a sink on Kafka Connect has not committed; null where not known, and on the embedded worker.</param>
/// <param name="LagBytes">WAL that a source on Kafka Connect has not committed; null where not known, and on the embedded worker.</param>
/// <param name="LagUnknown">Why the lag on Kafka Connect is not known; null where it is.</param>
/// <param name="Streams">One for each source that the sink follows; empty for a source, and on Kafka Connect.</param>
internal sealed record ConnectorLine(
    string Name, ConnectorType? Type, HealthLevel Health, int TasksRunning, int Tasks, long? LagRecords, long? LagBytes, string? LagUnknown, IReadOnlyList<StreamLine> Streams, string? Reason, string? Hint);

/// <param name="LagBytes">WAL of the source that the target does not hold yet; null where the source does not tell it.</param>
/// <param name="LagSeconds">How far a reader of the target looks back, at most; 0 where nothing is behind; null where it is not known.</param>
/// <param name="AppliedAt">Commit time, on the source, of the last transaction that the target holds.</param>
/// <param name="WalKeptBytes">WAL that the source keeps for the sink's slot; null where it does not tell.</param>
/// <param name="WalLimitBytes">The source's <c>max_slot_wal_keep_size</c>; null for no limit.</param>
/// <param name="WalStatus"><c>reserved</c>, <c>extended</c>, <c>unreserved</c> or <c>lost</c>.</param>
/// <param name="WalWarning">What to do before the source drops WAL, or that it did; null while there is room.</param>
/// <param name="Transactions">Since the task started; so for all that follows.</param>
/// <param name="BatchRows">Rows in a target transaction, on average.</param>
/// <param name="BatchSeconds">What one took, on average.</param>
internal sealed record StreamLine(
    string Source, string Phase, string Applied, long? LagBytes, double? LagSeconds, DateTimeOffset? AppliedAt, DateTimeOffset? RetryingSince, long? WalKeptBytes, long? WalLimitBytes, string? WalStatus, string? WalWarning,
    long SnapshotRows, long Inserted, long Updated, long Deleted, long Transactions, long Batches, double? BatchRows, double? BatchSeconds, long Retries, long Parked, long DeletesNotFound, long RowsSkipped);
