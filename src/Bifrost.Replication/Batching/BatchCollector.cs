using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Batching;

/// <summary>Takes whole transactions off the queue, as many as are ready and the limits allow.</summary>
internal sealed class BatchCollector(EventQueue queue, BatchLimits limits, TimeProvider time)
{
    /// <summary>The next batch; empty where an idle position comes next. Never waits.</summary>
    /// <param name="after">Transactions that end at or before this position are dropped: the target holds them.</param>
    /// <param name="limit">Transactions that end beyond stay in the queue; null for no limit.</param>
    public IReadOnlyList<SourceTransaction> Collect(Lsn after, Lsn? limit = null)
    {
        var batch = new List<SourceTransaction>();
        var began = time.GetTimestamp();
        long rows = 0, bytes = 0;
        while (queue.TryPeek(out var next) && next is TransactionCommitted { Transaction: var transaction })
        {
            if (limit is { } last && transaction.EndLsn > last)
                break;
            queue.TryTake(out _);
            if (transaction.EndLsn <= after)
                continue;
            batch.Add(transaction);
            rows += transaction.Changes.Count;
            bytes += transaction.Bytes;
            if (rows >= limits.Rows || bytes >= limits.Bytes || time.GetElapsedTime(began) >= limits.Time)
                break;
        }

        return batch;
    }

    /// <summary>The last of the idle positions that come next; null where a transaction comes next.</summary>
    public IdlePosition? TakeIdle()
    {
        IdlePosition? last = null;
        while (queue.TryPeek(out var next) && next is IdlePosition idle)
        {
            queue.TryTake(out _);
            last = idle;
        }

        return last;
    }
}
