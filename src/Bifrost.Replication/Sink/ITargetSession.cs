using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Sink;

/// <summary>
/// One connection to a target, used by one caller at a time.
/// <para>Order: changes take effect in the order of the source's commits, and within a transaction in the order in which the source made them.</para>
/// <para>Atomicity: what one call writes and the position that goes with it become visible together or not at all. A source transaction is never divided over calls' transactions.</para>
/// <para>Duplicates: the caller never hands over a transaction whose end LSN is not beyond the stored one; the sink need not recognise duplicates, and rows without a key could not be.</para>
/// <para>Durability: only a <see cref="Committed"/> that was returned says that something is on the target, and only one that is flushed, or what <see cref="FlushedAsync"/> says, that it
/// stays there whatever happens to the target. After an exception nothing may be assumed, also not that nothing happened:
/// the connection can be lost after COMMIT was sent. The caller throws the session away, opens another, and reads the progress before anything else.
/// The one exception is <see cref="Failures.FailureKind.RowRefused"/>: everything was rolled back, and the session stays usable.</para>
/// <para>Ownership: each write asserts the position that this session last stored or took over, and this session's fence. Where another owner has moved either, the call throws
/// <see cref="Failures.FailureKind.Fenced"/> and nothing of it stays.</para>
/// <para>Empties: a transaction without rows for this sink still moves the position; an empty batch is a fault of the caller.</para>
/// <para>Shutdown: cancellation before COMMIT rolls back; COMMIT itself is waited for. Disposing of the session rolls back what is open.</para>
/// </summary>
public interface ITargetSession : IAsyncDisposable
{
    /// <summary>Every generation of this sink and source that the target knows of, oldest first.</summary>
    Task<IReadOnlyList<StoredProgress>> ReadProgressAsync(CancellationToken cancellation);

    /// <summary>Writes down that a snapshot under a new slot begins, before the slot is created: whatever dies afterwards, the next start knows the slot as its own.</summary>
    Task BeginGenerationAsync(StoredProgress generation, CancellationToken cancellation);

    /// <summary>Makes this session the owner of a generation. Called when the slot is held, which makes the caller the owner.</summary>
    /// <exception cref="Failures.ReplicationException"><see cref="Failures.FailureKind.Unavailable"/> where the position has moved since it was read: read it again.</exception>
    Task TakeOverAsync(StoredProgress generation, CancellationToken cancellation);

    /// <summary>
    /// Compares the tables that the source sends now with those that the target has had a copy of: one without a copy becomes a request of <see cref="NextRequestAsync"/>, one that is
    /// no longer sent is forgotten, so that it is copied again should it come back. Called once by the owner, before the stream is applied.
    /// </summary>
    Task NoteTablesAsync(CancellationToken cancellation);

    /// <summary>Removes a generation whose slot is gone.</summary>
    Task ForgetAsync(StoredProgress generation, CancellationToken cancellation);

    /// <summary>Loads the snapshot into the generation that was begun. Afterwards each loaded table equals the view; the last table's transaction also completes the generation.</summary>
    /// <param name="withRows">False makes the tables ready and leaves the rows out (<c>snapshot.mode=no_data</c>).</param>
    /// <param name="loading">Told the topic and the rows loaded since it was last told.</param>
    Task<Committed> LoadAsync(ISnapshot snapshot, bool withRows, Action<string, long> loading, CancellationToken cancellation);

    /// <summary>Applies whole source transactions in one target transaction.</summary>
    /// <exception cref="Failures.ReplicationException"><see cref="Failures.FailureKind.RowRefused"/>: rolled back; try them one by one.</exception>
    Task<Committed> ApplyAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation);

    /// <summary>Applies one source transaction row by row, in one target transaction; what becomes of a refused row is for the sink's tolerance to say.</summary>
    /// <exception cref="Failures.ReplicationException"><see cref="Failures.FailureKind.RowRefused"/>: the sink stops at this row, which the message names.</exception>
    Task<Committed> ApplyRowByRowAsync(SourceTransaction transaction, CancellationToken cancellation);

    /// <summary>
    /// The tables that wait for their first copy, else the oldest snapshot that a signal asked for and that is neither done nor paused; null for none. Signals are written down with the transaction that carries them, so a
    /// restart finds those that an earlier run did not get to.
    /// </summary>
    Task<SnapshotRequest?> NextRequestAsync(CancellationToken cancellation);

    /// <summary>
    /// Copies the request's tables into the target and notes the request as done, in one target transaction whose position is the view's. Called when the target holds exactly what
    /// the view shows. Rows of the view replace those of the same key; rows that the target has beyond stay, except in the tables of <see cref="SnapshotRequest.Joining"/>.
    /// </summary>
    /// <exception cref="ReplicationException">Rolled back. The session stays usable, unless the failure is one to retry.</exception>
    Task<Committed> CopyAsync(SnapshotRequest request, ISnapshot view, Action<string, long> loading, CancellationToken cancellation);

    /// <summary>Notes that the request is not carried out.</summary>
    Task<Committed> RefuseAsync(SnapshotRequest request, string reason, CancellationToken cancellation);

    /// <summary>Stores a position at which no transaction ends.</summary>
    Task<Committed> StoreIdleAsync(Lsn idle, CancellationToken cancellation);

    /// <summary>The last end LSN of what was committed that a crash of the target cannot take back, as far as is known; <see cref="Lsn.None"/> where none is known yet.</summary>
    Task<Lsn> FlushedAsync(CancellationToken cancellation);
}
