using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>A transaction as it was put together; one that is on disk is there until every part of it is disposed of.</summary>
/// <param name="Memory">Bytes that the transaction takes in memory.</param>
internal sealed record Assembled(SourceTransaction Transaction, long Memory) : IDisposable
{
    /// <summary>The same changes for one more reading.</summary>
    public Assembled Share() => Transaction.Changes is SpilledChanges spilled ? this with { Transaction = Transaction with { Changes = spilled.Share() } } : this;

    public void Dispose() => (Transaction.Changes as IDisposable)?.Dispose();
}
