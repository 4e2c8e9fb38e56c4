namespace Bifrost.Postgres.Parked;

/// <summary>A row that a target refused and that is kept there.</summary>
/// <param name="Id">Its number on this target.</param>
/// <param name="EndLsn">Where the source's transaction ends.</param>
/// <param name="Ordinal">The change's place in its transaction, from 0.</param>
/// <param name="Operation">Debezium's <c>op</c>: <c>c</c>, <c>u</c> or <c>d</c>.</param>
/// <param name="Key">The key's columns of the source, before the change; null where the table gives nothing to find a row by.</param>
/// <param name="At">When it was parked.</param>
/// <param name="Retries">Retries that the target refused, or that were refused to be on the safe side.</param>
/// <param name="LaterLsn">Where the first later transaction ends that changed the same row here; null for none.</param>
/// <param name="LaterOperation">What that did: <c>c</c>, <c>u</c>, <c>d</c>, <c>t</c> (the table was emptied) or <c>r</c> (a snapshot wrote the table).</param>
public sealed record ParkedRow(
    long Id, string Sink, string SourceTable, string TargetTable, string EndLsn, long Ordinal, string Operation, IReadOnlyDictionary<string, string?>? Key, string Reason,
    DateTimeOffset At, int Retries, DateTimeOffset? RetriedAt, string? LaterLsn, string? LaterOperation);

/// <summary>All that is kept of a parked row. Holds values: print it only where they were asked for.</summary>
/// <param name="CanBeRetried">False for a row that an older worker parked, without what a retry needs.</param>
/// <param name="CommitTime">On the source; null for an older worker's row, as are the other facts of the transaction.</param>
public sealed record ParkedDetails(
    ParkedRow Row, bool CanBeRetried, string? SourceDatabase, string? CommitLsn, uint? TransactionId, DateTimeOffset? CommitTime, IReadOnlyList<ParkedColumn> Columns);

/// <summary>A column of the source's table in a parked change.</summary>
/// <param name="OldIsSent">False: the source did not send what it was before.</param>
/// <param name="NewIsSent">False: the source did not send it, and an update leaves it as it is; not the same as NULL.</param>
/// <param name="New">PostgreSQL's own text; null is NULL where it was sent.</param>
public sealed record ParkedColumn(string Name, bool IsKey, bool OldIsSent, string? Old, bool NewIsSent, string? New);

/// <summary>What became of a retry.</summary>
/// <param name="Reason">Why the row stays; null where it was written, or is gone.</param>
public sealed record RetriedRow(ParkedRow Row, RetryOutcome Outcome, string? Reason);

/// <summary>What became of a retry.</summary>
public enum RetryOutcome
{
    /// <summary>It was written, and is parked no longer.</summary>
    Applied,

    /// <summary>It stays parked.</summary>
    Refused,

    /// <summary>Somebody else retried or discarded it.</summary>
    Gone,
}
