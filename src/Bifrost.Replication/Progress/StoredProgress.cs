using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Progress;

/// <summary>One generation of a sink's position, as the target keeps it.</summary>
/// <param name="Source">The cluster and timeline that the position belongs to.</param>
/// <param name="Slot">The generation's own slot.</param>
/// <param name="EndLsn">End LSN of the last commit that the target holds; <see cref="Lsn.None"/> while the snapshot runs.</param>
/// <param name="SnapshotCompleted">False until every table is in: such a generation is never continued.</param>
public sealed record StoredProgress(
    SourceIdentity Source, string Slot, int Generation, Lsn EndLsn, DateTimeOffset? CommitTime, bool SnapshotCompleted);
