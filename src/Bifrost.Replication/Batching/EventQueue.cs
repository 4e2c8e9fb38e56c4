using System.Threading.Channels;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Batching;

/// <summary>Between the reader and the applier, bounded by bytes and rows. One writer, one reader. A transaction larger than the bound is let in alone.</summary>
internal sealed class EventQueue(BatchLimits limits) : IDisposable
{
    private readonly Channel<SourceEvent> _events = Channel.CreateUnbounded<SourceEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _freed = new(0, 1);
    private long _bytes;
    private long _rows;

    /// <summary>Waits while the queue is full.</summary>
    public async Task AddAsync(SourceEvent item, CancellationToken cancellation)
    {
        while (Volatile.Read(ref _bytes) >= limits.QueuedBytes || Volatile.Read(ref _rows) >= limits.QueuedRows)
            await _freed.WaitAsync(cancellation).ConfigureAwait(false);
        Count(item, 1);
        // Unbounded by itself: the bound is ours, in bytes.
        _events.Writer.TryWrite(item);
    }

    /// <summary>No more will come. A failure is thrown to the reader after what was queued before it.</summary>
    public void Complete(Exception? failure) => _events.Writer.TryComplete(failure);

    /// <summary>True when something can be taken; false at the end.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _events.Reader.WaitToReadAsync(cancellation);

    public bool TryPeek(out SourceEvent? item) => _events.Reader.TryPeek(out item);

    public bool TryTake(out SourceEvent? item)
    {
        if (!_events.Reader.TryRead(out item))
            return false;
        Count(item, -1);
        if (_freed.CurrentCount == 0)
            _freed.Release();
        return true;
    }

    /// <summary>Takes the first event of a reading.</summary>
    /// <exception cref="ReplicationException">It is another: the source does not keep its promise.</exception>
    public void TakeStart(string sink)
    {
        if (!TryTake(out var first) || first is not StreamStarted)
            throw new ReplicationException(FailureKind.Protocol, $"Sink {sink}: the source's stream began with {first?.GetType().Name ?? "nothing"} instead of its start. This is a fault in Bifrost.");
    }

    public void Dispose() => _freed.Dispose();

    private void Count(SourceEvent item, int sign)
    {
        if (item is not TransactionCommitted { Transaction: var transaction })
            return;
        Interlocked.Add(ref _bytes, sign * transaction.Bytes);
        Interlocked.Add(ref _rows, sign * transaction.Changes.Count);
    }
}
