using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Status;

/// <summary>The result of <c>bifrost status</c>.</summary>
/// <param name="Healthy">Every connector runs with all of its tasks, and none retries.</param>
internal sealed record StatusReport(string Cluster, string Url, string Version, bool Healthy, IReadOnlyList<ConnectorLine> Connectors);

/// <param name="Streams">One for each source that the sink follows; empty for a source, and on Kafka Connect.</param>
internal sealed record ConnectorLine(
    string Name, ConnectorType? Type, HealthLevel Health, int TasksRunning, int Tasks, IReadOnlyList<StreamLine> Streams, string? Reason, string? Hint);

/// <param name="LagBytes">WAL of the source that the target does not hold yet; null where the source does not tell it.</param>
/// <param name="AppliedAt">Commit time, on the source, of the last transaction that the target holds.</param>
internal sealed record StreamLine(
    string Source, string Phase, string Applied, long? LagBytes, DateTimeOffset? AppliedAt, DateTimeOffset? RetryingSince, long SnapshotRows, long Inserted, long Updated, long Deleted);
