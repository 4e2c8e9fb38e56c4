using System.Threading.Channels;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Snapshot;

/// <summary>One reader's part of a <see cref="SharedCopy"/>: the bytes of the COPY, as the server sent them. Blocks are shared; nobody writes to them.</summary>
internal sealed class CopyPart : CopyBytes
{
    /// <summary>Blocks that may wait: a reader may be so far behind the others.</summary>
    private const int Blocks = 16;

    private readonly Channel<ReadOnlyMemory<byte>> _waiting = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(Blocks) { SingleReader = true, SingleWriter = true });
    private ReadOnlyMemory<byte> _rest;
    private volatile bool _isOver;

    /// <summary>Nothing more is for this reader.</summary>
    public bool IsOver => _isOver;

    /// <summary>Waits until there is room, for as long as <paramref name="patience"/>; then the reader fails.</summary>
    public async ValueTask GiveAsync(ReadOnlyMemory<byte> block, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        while (!_isOver && !_waiting.Writer.TryWrite(block))
        {
            try
            {
                await _waiting.Writer.WaitToWriteAsync(cancellation).AsTask().WaitAsync(patience, time, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                End(new ReplicationException(FailureKind.Unavailable, $"The target took no row of the snapshot for {patience.TotalSeconds:0} s, and other sinks wait for the same rows; beginning again."));
            }
        }
    }

    /// <summary>What was given can still be read; then the end comes, or the failure.</summary>
    public void End(Exception? failure)
    {
        _isOver = true;
        _waiting.Writer.TryComplete(failure);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty && !_waiting.Reader.TryRead(out _rest))
            return WaitAsync(buffer, cancellationToken);
        return ValueTask.FromResult(Take(buffer));
    }

    protected override void Dispose(bool disposing)
    {
        End(null);
        while (_waiting.Reader.TryRead(out _))
            _rest = default;
        base.Dispose(disposing);
    }

    private async ValueTask<int> WaitAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (!await _waiting.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
            return 0;
        _waiting.Reader.TryRead(out _rest);
        return Take(buffer);
    }

    private int Take(Memory<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _rest.Length);
        _rest[..taken].CopyTo(buffer);
        _rest = _rest[taken..];
        return taken;
    }
}
