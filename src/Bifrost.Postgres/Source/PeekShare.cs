using System.Threading.Channels;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>What one reading gets of an answer that others may get too. The answer gives, the reading takes; either may end it.</summary>
/// <param name="after">What ends here or before is not for this reading.</param>
/// <param name="hasNothing">Everything that was taken has gone to the consumer.</param>
internal sealed class PeekShare(Lsn after, Func<bool> hasNothing)
{
    /// <summary>One at a time: what may wait in memory is the reading's own queue's to say.</summary>
    private readonly Channel<Assembled> _waiting = Channel.CreateBounded<Assembled>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });

    private volatile bool _isOver;

    /// <summary>The reading has ended, or was left behind: nothing more is for it.</summary>
    public bool IsOver => _isOver;

    /// <summary>Every commit up to here was in the answer, which was given in full. Null where it was not, or where no such position is known.</summary>
    public Lsn? WholeUntil { get; private set; }

    /// <summary>The consumer waits for more.</summary>
    public bool IsStarving => !_isOver && _waiting.Reader.Count == 0 && hasNothing();

    /// <summary>False where there is no room yet. What is not wanted is disposed of.</summary>
    public bool TryGive(Assembled part)
    {
        if (part.Transaction.EndLsn > after && _waiting.Writer.TryWrite(part))
            return true;
        if (part.Transaction.EndLsn > after && !_isOver)
            return false;
        part.Dispose();
        return true;
    }

    /// <summary>Waits until there may be room.</summary>
    public ValueTask<bool> HasRoomAsync(CancellationToken cancellation) => _waiting.Writer.WaitToWriteAsync(cancellation);

    public IAsyncEnumerable<Assembled> TakeAsync(CancellationToken cancellation) => _waiting.Reader.ReadAllAsync(cancellation);

    /// <summary>Nothing more is given; what was given can still be taken.</summary>
    public void End()
    {
        _isOver = true;
        _waiting.Writer.TryComplete();
    }

    /// <summary>Everything was given.</summary>
    public void EndWhole(Lsn? reached)
    {
        if (!_isOver)
            WholeUntil = reached;
        End();
    }

    /// <summary>Nothing more is taken.</summary>
    public void Leave()
    {
        End();
        while (_waiting.Reader.TryRead(out var left))
            left.Dispose();
    }
}
