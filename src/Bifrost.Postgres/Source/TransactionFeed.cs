using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Source;

/// <summary>Takes the messages of one decoding session and queues whole transactions, each position once. One writer.</summary>
internal sealed class TransactionFeed : IDisposable
{
    private readonly string _slotName;
    private readonly Lsn _after;
    private readonly StreamLimits _limits;
    private readonly Failpoints _failpoints;
    private readonly TransactionAssembler _assembler;
    private readonly Lock _gate = new();
    private bool _quiet = true;
    private Lsn _reached;

    /// <param name="after">Transactions that end here or before are passed over.</param>
    public TransactionFeed(string slotName, Lsn after, StreamLimits limits, Failpoints failpoints)
    {
        _slotName = slotName;
        _after = after;
        _reached = after;
        _limits = limits;
        _failpoints = failpoints;
        _assembler = new TransactionAssembler(limits.SpillFolder, limits.TransactionBytes);
        Queue = new EventQueue(limits.QueueBytes);
    }

    public EventQueue Queue { get; }

    /// <summary>Where the commit of the open transaction is; null where none is open.</summary>
    public Lsn? OpenUntil => _assembler.OpenUntil;

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

    /// <param name="message">Kept, not copied.</param>
    public async ValueTask TakeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        lock (_gate)
            _quiet = false;
        var wasOnDisk = _assembler.IsOnDisk;
        if (Assemble(message) is { } assembled)
            await AddAsync(assembled, cancellation).ConfigureAwait(false);
        else if (_assembler.IsOnDisk && !wasOnDisk)
            await _failpoints.AtAsync(Failpoints.SpillBegun, cancellation).ConfigureAwait(false);
        // Only now, with the transaction in the queue: an idle position in front of it would let go of it.
        lock (_gate)
            _quiet = _assembler.OpenUntil is null;
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

    public void Dispose()
    {
        _assembler.Dispose();
        Queue.Dispose();
    }

    private Assembled? Assemble(ReadOnlyMemory<byte> message)
    {
        try
        {
            return _assembler.Take(message);
        }
        catch (IOException e)
        {
            throw new ReplicationException(FailureKind.Unavailable, $"A large transaction of slot {_slotName} could not be kept in {_limits.SpillFolder}: {e.Message}. Make room there, or set TMPDIR to a folder with room.", e);
        }
    }

    private async ValueTask AddAsync(Assembled assembled, CancellationToken cancellation)
    {
        var (transaction, memory) = assembled;
        if (transaction.EndLsn <= _after)
        {
            // Sent again after a crash of the server or of ours, or read anew: it is known.
            (transaction.Changes as IDisposable)?.Dispose();
            return;
        }

        if (transaction.EndLsn <= Reached)
            throw Wire.WireFaults.OutOfPlace("Commit", $"for {transaction.EndLsn} after the stream had reached {Reached}");
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
            (transaction.Changes as IDisposable)?.Dispose();
            throw;
        }

        lock (_gate)
            _reached = transaction.EndLsn;
    }
}
