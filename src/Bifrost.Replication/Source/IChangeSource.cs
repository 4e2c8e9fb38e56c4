using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Source;

/// <summary>
/// The stream of one slot.
/// <para>Start: the first event of every reading is <see cref="StreamStarted"/>, as soon as the slot is held, however quiet the source is.</para>
/// <para>Order: transactions arrive in commit order, each whole and once per call of <see cref="ReadAsync"/>; a transaction whose end LSN is not beyond
/// <c>after</c> is never yielded, though the server may send it again.</para>
/// <para>Positions: an <see cref="IdlePosition"/> is yielded only when no transaction is open; it says that every commit up to it has been yielded.</para>
/// <para>Feedback: the implementation answers the server's keepalives while the consumer is busy, and reports as flushed only what was acknowledged.</para>
/// <para>End: cancellation ends the enumeration with <see cref="OperationCanceledException"/>; every other end is a <see cref="Failures.ReplicationException"/>.</para>
/// </summary>
public interface IChangeSource : IAsyncDisposable
{
    /// <param name="after">The last end LSN that is durable on the target. Refused when the slot's <c>confirmed_flush_lsn</c> is beyond it: those commits would be skipped.</param>
    IAsyncEnumerable<SourceEvent> ReadAsync(Lsn after, CancellationToken cancellation);

    /// <summary>Everything up to <paramref name="durable"/> is durable on the target: the slot may let go of it. Thread-safe; never moves back.</summary>
    void Acknowledge(Lsn durable);

    /// <summary>The last position that the server reported, for lag.</summary>
    Lsn Received { get; }

    /// <summary>Why the last heartbeat failed; null while they go through or are off. The stream goes on without them.</summary>
    string? HeartbeatFailure => null;
}

/// <summary>What a slot's stream yields. The set of kinds is closed.</summary>
public abstract record SourceEvent
{
    private protected SourceEvent()
    {
    }
}

/// <summary>The slot is held by this reading, which makes its reader the owner of the sink's progress. Says nothing of when the first transaction comes.</summary>
public sealed record StreamStarted : SourceEvent;

public sealed record TransactionCommitted(SourceTransaction Transaction) : SourceEvent;

public sealed record IdlePosition(Lsn Lsn) : SourceEvent;
