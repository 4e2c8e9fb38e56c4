using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>
/// Tells early that a transaction is large. A Begin names the position of the commit, and each message its own: by the share of the way that the first messages have come,
/// one knows about how many there will be.
/// </summary>
internal sealed class TransactionSample(StreamLimits limits)
{
    private Lsn _first;

    /// <summary>Messages of the open transaction so far.</summary>
    public int Messages { get; private set; }

    /// <summary>Takes the position of the message that was read last. True once for a transaction of which at least <see cref="StreamLimits.PeekFrom"/> messages are still to come.</summary>
    /// <param name="commit">Of the open transaction.</param>
    public bool Take(Lsn at, Lsn? commit)
    {
        if (commit is not { } end)
        {
            Messages = 0;
            return false;
        }

        if (++Messages == 1)
            _first = at;
        if (Messages != limits.SampleMessages || at <= _first || end <= at)
            return false;
        return (double)Messages * (end - at) / (at - _first) >= limits.PeekFrom;
    }
}
