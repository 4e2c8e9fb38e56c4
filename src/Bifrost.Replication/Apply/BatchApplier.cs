using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Sink;

namespace Bifrost.Replication.Apply;

/// <summary>Applies a batch; where a row of it is refused, narrows it down: transaction by transaction, then row by row in the one that is refused.</summary>
internal sealed class BatchApplier(ITargetSession session, Func<Committed, IReadOnlyList<SourceTransaction>, Task> durable)
{
    public async Task ApplyAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation)
    {
        if (await TryAsync(batch, cancellation).ConfigureAwait(false))
            return;
        foreach (var transaction in batch)
        {
            // Rows one by one in source order are always legal where the source's were: it settles both a refused row and an order that a bulk statement does not keep.
            if (batch.Count > 1 && await TryAsync([transaction], cancellation).ConfigureAwait(false))
                continue;
            await durable(await session.ApplyRowByRowAsync(transaction, cancellation).ConfigureAwait(false), [transaction]).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation)
    {
        Committed done;
        try
        {
            done = await session.ApplyAsync(batch, cancellation).ConfigureAwait(false);
        }
        catch (ReplicationException e) when (FailurePolicy.ActionFor(e.Kind) == FailureAction.IsolateRow)
        {
            return false;
        }

        await durable(done, batch).ConfigureAwait(false);
        return true;
    }
}
