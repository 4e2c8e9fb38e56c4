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
/// <param name="LagSeconds">How far a reader of the target looks back, at most; 0 where nothing is behind, null where it is not known.</param>
/// <param name="WalKeptBytes">WAL that the source keeps for the slot; null where it did not tell.</param>
/// <param name="WalLimitBytes">The source's <c>max_slot_wal_keep_size</c>; null for no limit, or where it did not tell.</param>
/// <param name="WalStatus"><c>reserved</c>, <c>extended</c>, <c>unreserved</c> or <c>lost</c>; null where the source did not tell.</param>
/// <param name="Batches">Target transactions.</param>
/// <param name="BatchRows">Rows in one of them, on average; null before the first.</param>
/// <param name="BatchSeconds">What one of them took, on average; null before the first.</param>
/// <param name="Retries">Failed attempts that were followed by another.</param>
/// <param name="Parked">Refused rows that were put into <c>bifrost.parked</c>.</param>
/// <param name="DeletesNotFound">Deletes whose row was not on the target.</param>
/// <param name="RowsSkipped">Rows that a trigger or rule of the target did not let be written.</param>
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
    [property: JsonPropertyName("heartbeat_failure")] string? HeartbeatFailure = null,
    [property: JsonPropertyName("lag_seconds")] double? LagSeconds = null,
    [property: JsonPropertyName("wal_kept_bytes")] long? WalKeptBytes = null,
    [property: JsonPropertyName("wal_limit_bytes")] long? WalLimitBytes = null,
    [property: JsonPropertyName("wal_status")] string? WalStatus = null,
    [property: JsonPropertyName("batches")] long Batches = 0,
    [property: JsonPropertyName("batch_rows")] double? BatchRows = null,
    [property: JsonPropertyName("batch_seconds")] double? BatchSeconds = null,
    [property: JsonPropertyName("retries")] long Retries = 0,
    [property: JsonPropertyName("parked")] long Parked = 0,
    [property: JsonPropertyName("deletes_not_found")] long DeletesNotFound = 0,
    [property: JsonPropertyName("rows_skipped")] long RowsSkipped = 0);

/// <summary>What became of the last signal at a sink.</summary>
/// <param name="State"><c>waiting</c>, <c>paused</c>, <c>done</c>, <c>stopped</c> or <c>refused</c>.</param>
/// <param name="Message">A sentence.</param>
public sealed record SignalInfo(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("message")] string Message);
