using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary>One element of <c>GET /bifrost/streams</c>, which only the embedded worker has: one sink following one source. Kafka Connect answers 404.</summary>
/// <param name="Sink">The sink connector's name.</param>
/// <param name="Source">The source connector's name.</param>
/// <param name="Slot">Null until the sink has one.</param>
/// <param name="Phase"><c>idle</c>, <c>connecting</c>, <c>snapshot</c> or <c>streaming</c>.</param>
/// <param name="ReceivedLsn">Last position heard from the source, as PostgreSQL writes it (<c>0/16B3748</c>).</param>
/// <param name="AppliedLsn">Last end LSN that is durable on the target.</param>
/// <param name="LagBytes">WAL between what the target holds and the end of the source's log at the time of the answer; null where the source did not tell it at once.</param>
/// <param name="LastCommitTime">Commit time, on the source, of the last applied transaction.</param>
/// <param name="Inserted">Rows since the task started; so for the other counts. Rows of the snapshot are apart.</param>
/// <param name="RetryingSince">When the present run of failed attempts began; null while all is well.</param>
/// <param name="RetryReason">The last failure's sentence while retrying.</param>
/// <param name="Signal">The last signal since the task started; null before the first.</param>
/// <param name="HeartbeatFailure">Why the last heartbeat on the source failed; null while they go through or are off.</param>
public sealed record StreamInfo(
    [property: JsonPropertyName("sink")] string Sink,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("slot")] string? Slot,
    [property: JsonPropertyName("phase")] string Phase,
    [property: JsonPropertyName("received_lsn")] string ReceivedLsn,
    [property: JsonPropertyName("applied_lsn")] string AppliedLsn,
    [property: JsonPropertyName("lag_bytes")] long? LagBytes,
    [property: JsonPropertyName("last_commit_time")] DateTimeOffset? LastCommitTime,
    [property: JsonPropertyName("transactions")] long Transactions,
    [property: JsonPropertyName("snapshot_rows")] long SnapshotRows,
    [property: JsonPropertyName("inserted")] long Inserted,
    [property: JsonPropertyName("updated")] long Updated,
    [property: JsonPropertyName("deleted")] long Deleted,
    [property: JsonPropertyName("truncated")] long Truncated,
    [property: JsonPropertyName("retrying_since")] DateTimeOffset? RetryingSince,
    [property: JsonPropertyName("retry_reason")] string? RetryReason,
    [property: JsonPropertyName("signal")] SignalInfo? Signal = null,
    [property: JsonPropertyName("heartbeat_failure")] string? HeartbeatFailure = null);

/// <summary>What became of the last signal at a sink.</summary>
/// <param name="State"><c>waiting</c>, <c>paused</c>, <c>done</c>, <c>stopped</c> or <c>refused</c>.</param>
/// <param name="Message">A sentence.</param>
public sealed record SignalInfo(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("message")] string Message);
