using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Source;

/// <summary>What the network reader has for the consumer, in order and bounded by bytes. One writer of transactions, one reader.</summary>
/// <param name="capacity">Bytes that may wait. One event of any size fits into an empty queue, so that nothing is ever too large.</param>
internal sealed class EventQueue(long capacity) : IDisposable
{
    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _taken = new(0, 1);
    private readonly Lock _gate = new();
    private long _bytes;
    private int _count;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _count == 0;
        }
    }

    /// <summary>Adds an event as soon as there is room for it. Not after <see cref="Complete"/>: the one writer calls both.</summary>
    public async ValueTask AddAsync(SourceEvent item, long bytes, CancellationToken cancellation)
    {
        while (!TryAdd(item, bytes))
            await _taken.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Adds an event only if none waits and the stream has not ended.</summary>
    public bool TryAddToEmpty(SourceEvent item)
    {
        lock (_gate)
            return _count == 0 && Write(item, 0);
    }

    /// <summary>False at the end of the stream; throws what <see cref="Complete"/> was given once everything before it was taken.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _entries.Reader.WaitToReadAsync(cancellation);

    public bool TryTake([NotNullWhen(true)] out SourceEvent? item)
    {
        item = null;
        if (!_entries.Reader.TryRead(out var entry))
            return false;
        item = entry.Item;
        lock (_gate)
        {
            _bytes -= entry.Bytes;
            _count--;
            if (_taken.CurrentCount == 0)
                _taken.Release();
        }

        return true;
    }

    public void Complete(Exception? failure) => _entries.Writer.TryComplete(failure);

    public void Dispose() => _taken.Dispose();

    private bool TryAdd(SourceEvent item, long bytes)
    {
        lock (_gate)
            return (_count == 0 || _bytes + bytes <= capacity) && Write(item, bytes);
    }

    private bool Write(SourceEvent item, long bytes)
    {
        if (!_entries.Writer.TryWrite(new Entry(item, bytes)))
            return false;
        _bytes += bytes;
        _count++;
        return true;
    }

    private readonly record struct Entry(SourceEvent Item, long Bytes);
}
