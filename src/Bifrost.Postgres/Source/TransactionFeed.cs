using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Source;

/// <summary>Queues whole transactions, each position once. One writer.</summary>
internal sealed class TransactionFeed : IDisposable
{
    private readonly Lsn _after;
    private readonly StreamLimits _limits;
    private readonly Failpoints _failpoints;
    private readonly Lock _gate = new();
    private bool _quiet = true;
    private Lsn _reached;

    /// <param name="after">Transactions that end here or before are passed over.</param>
    public TransactionFeed(Lsn after, StreamLimits limits, Failpoints failpoints)
    {
        _after = after;
        _reached = after;
        _limits = limits;
        _failpoints = failpoints;
        Queue = new EventQueue(limits.QueueBytes);
    }

    public EventQueue Queue { get; }

    /// <summary>Something was queued.</summary>
    public bool HasBegun => Reached > _after;

    /// <summary>Every commit up to here is queued.</summary>
    public Lsn Reached
    {
        get
        {
            lock (_gate)
                return _reached;
        }
    }

    /// <summary>A message is being taken: no idle position until <see cref="Rest"/>.</summary>
    public void Busy()
    {
        lock (_gate)
            _quiet = false;
    }

    /// <summary>No transaction is open, and the last one is in the queue: an idle position in front of it would let go of it.</summary>
    public void Rest()
    {
        lock (_gate)
            _quiet = true;
    }

    /// <summary>Queues what the server has reached as an idle position, where no transaction is open and none waits.</summary>
    /// <param name="reached">Asked while no message is being taken.</param>
    public void Idle(Func<Lsn> reached)
    {
        lock (_gate)
        {
            if (_quiet && reached() is var received && received > _reached && Queue.TryAddToEmpty(new IdlePosition(received)))
                _reached = received;
        }
    }

    /// <summary>Queues an idle position behind everything that is queued.</summary>
    public async ValueTask AddIdleAsync(Lsn reached, CancellationToken cancellation)
    {
        if (reached <= Reached)
            return;
        await Queue.AddAsync(new IdlePosition(reached), 0, cancellation).ConfigureAwait(false);
        lock (_gate)
            _reached = reached;
    }

    public async ValueTask AddAsync(Assembled assembled, CancellationToken cancellation)
    {
        var (transaction, memory) = assembled;
        if (transaction.EndLsn <= _after)
        {
            // Sent again after a crash of the server or of ours, or read anew: it is known.
            assembled.Dispose();
            return;
        }

        if (transaction.EndLsn <= Reached)
        {
            assembled.Dispose();
            throw Wire.WireFaults.OutOfPlace("Commit", $"for {transaction.EndLsn} after the stream had reached {Reached}");
        }

        var weight = memory;
        try
        {
            if (transaction.Changes is SpilledChanges)
            {
                await _failpoints.AtAsync(Failpoints.Spilled, cancellation).ConfigureAwait(false);
                weight = _limits.QueueBytes;
            }

            await Queue.AddAsync(new TransactionCommitted(transaction), weight, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            assembled.Dispose();
            throw;
        }

        lock (_gate)
            _reached = transaction.EndLsn;
    }

    public void Dispose() => Queue.Dispose();
}
