namespace Bifrost.Replication.Changes;

/// <summary>A committed transaction of the source, whole.</summary>
/// <param name="CommitLsn">Where the commit record begins.</param>
/// <param name="EndLsn">Where it ends: the only position that progress is kept in.</param>
/// <param name="CommitTime">The source's commit timestamp.</param>
/// <param name="Changes">The changes in order; may be enumerated more than once (a retry does), and need not be in memory.</param>
/// <param name="Bytes">Bytes of column values, for the bounds of a batch.</param>
public sealed record SourceTransaction(
    uint Xid, Lsn CommitLsn, Lsn EndLsn, DateTimeOffset CommitTime, IReadOnlyCollection<Change> Changes, long Bytes);
