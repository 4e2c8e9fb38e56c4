using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;

namespace Bifrost.Replication.Engine;

/// <summary>The door through which a worker runs replication; one implementation per kind of database.</summary>
public interface IReplicationEngine
{
    /// <summary>Looks whether the source can be replicated from: reachable, <c>wal_level=logical</c>, the role may replicate, the publication is there or can be made, every captured table has what its changes need. Makes or alters the publication where the configuration says so.</summary>
    /// <exception cref="Failures.ReplicationException">It cannot; every fault is in the message, one a line.</exception>
    Task PrepareSourceAsync(SourceSettings source, ITableRouter capture, CancellationToken cancellation);

    /// <summary>One sink following one source. Nothing is opened until <see cref="ISinkStream.RunAsync"/>.</summary>
    ISinkStream Open(SourceSettings source, SinkSettings sink, ITableRouter router);

    /// <summary>The position that the target holds, or null before the first snapshot.</summary>
    Task<SinkProgress?> ReadProgressAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation);

    /// <summary>Where the source's log ends now: what is committed and on its disk lies before.</summary>
    /// <exception cref="Failures.ReplicationException">The source cannot be asked.</exception>
    Task<Lsn> ReadSourceEndAsync(SourceSettings source, CancellationToken cancellation);

    /// <summary>Moves a stopped sink forward to <paramref name="endLsn"/>: changes up to it are skipped on purpose.</summary>
    /// <exception cref="Failures.ReplicationException">Backward beyond what the slot still holds, or no progress yet.</exception>
    Task MoveProgressAsync(SourceSettings source, SinkSettings sink, Lsn endLsn, CancellationToken cancellation);

    /// <summary>Forgets a stopped sink's position: its slots are dropped and the next start takes a new snapshot under a new generation. A source or target that cannot be reached is reported, not ignored.</summary>
    Task ResetAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation);

    /// <summary>Slots on the source whose names this topology's naming would give, with the sink that owns each where one is known.</summary>
    Task<IReadOnlyList<SlotState>> ListSlotsAsync(SourceSettings source, CancellationToken cancellation);

    Task DropSlotAsync(SourceSettings source, string slotName, CancellationToken cancellation);
}

/// <summary>One sink following one source.</summary>
public interface ISinkStream
{
    /// <summary>
    /// Runs until cancelled, through every transient failure. A stop lets the transaction in flight finish or roll back, and leaves nothing behind but progress.
    /// May be called again after it ended.
    /// </summary>
    /// <exception cref="Failures.ReplicationException">A failure that needs an operator.</exception>
    /// <exception cref="OperationCanceledException">Stopped as asked.</exception>
    Task RunAsync(CancellationToken stop);

    /// <summary>A copy of what is known now; cheap, never blocks.</summary>
    StreamStatus Status { get; }

    /// <summary>Told what becomes of each signal, at each step. Called by the run; must not wait.</summary>
    Action<SignalReport>? OnSignal { get => null; set { } }
}

/// <summary>What a sink is doing.</summary>
/// <param name="RetryingSince">When the present run of failed attempts began; null while all is well.</param>
/// <param name="RetryReason">The last failure's sentence while retrying.</param>
/// <param name="Received">The last position heard from the source.</param>
/// <param name="Applied">The last end LSN that is durable on the target.</param>
/// <param name="AppliedCommitTime">Commit time of the last applied transaction.</param>
/// <param name="Inserted">Rows since the task started; so for the other counts. Snapshot rows are apart.</param>
/// <param name="Topics">Topics of the tables that rows have come from.</param>
public sealed record StreamStatus(
    StreamPhase Phase,
    DateTimeOffset? RetryingSince,
    string? RetryReason,
    Lsn Received,
    Lsn Applied,
    DateTimeOffset? AppliedCommitTime,
    long Transactions,
    long SnapshotRows,
    long Inserted,
    long Updated,
    long Deleted,
    long Truncated,
    IReadOnlyCollection<string> Topics)
{
    /// <summary>What became of the last signal; null before the first.</summary>
    public SignalReport? LastSignal { get; init; }

    /// <summary>Target transactions since the task started.</summary>
    public long Batches { get; init; }

    /// <summary>Rows in each of them.</summary>
    public Histogram BatchRows { get; init; } = Histogram.OfRows;

    /// <summary>Seconds from the moment that it was taken up until it was committed.</summary>
    public Histogram BatchSeconds { get; init; } = Histogram.OfSeconds;

    /// <summary>Attempts that failed and were tried again.</summary>
    public long Retries { get; init; }

    /// <summary>Refused rows that were put into the durable table for them.</summary>
    public long Parked { get; init; }

    /// <summary>Deletes whose row was not on the target: it had diverged before.</summary>
    public long DeletesNotFound { get; init; }

    /// <summary>Rows that a trigger or rule of the target did not let be written.</summary>
    public long RowsSkipped { get; init; }

    /// <summary>Commit time, on the source, of the oldest transaction that was read and is not on the target yet; null where there is none.</summary>
    public DateTimeOffset? BehindSince { get; init; }

    /// <summary>When the source last said that there was nothing more, by this machine's clock; null until it did.</summary>
    public DateTimeOffset? CaughtUpAt { get; init; }

    /// <summary>Why the last heartbeat on the source failed; null while they go through or are off. Rows arrive all the same.</summary>
    public string? HeartbeatFailure { get; init; }
}

public enum StreamPhase
{
    Idle,
    Connecting,
    Snapshot,
    Streaming,
}

/// <param name="EndLsn">End LSN of the last source transaction that the target holds.</param>
public sealed record SinkProgress(string SlotName, int Generation, Lsn EndLsn, DateTimeOffset? CommitTime, bool SnapshotCompleted);

/// <param name="ActivePid">Process that reads the slot; null when none does.</param>
/// <param name="RetainedBytes">WAL that the slot keeps back.</param>
/// <param name="WalStatus"><c>reserved</c>, <c>extended</c>, <c>unreserved</c> or <c>lost</c>.</param>
/// <param name="WalLimitBytes">The server's <c>max_slot_wal_keep_size</c>; null for no limit.</param>
/// <param name="SafeWalBytes">WAL that may still be written before the slot is in danger (<c>safe_wal_size</c>); null without a limit, and for a slot that is lost.</param>
public sealed record SlotState(string Name, int? ActivePid, Lsn ConfirmedFlush, long RetainedBytes, string WalStatus, long? WalLimitBytes = null, long? SafeWalBytes = null);
