using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>Where a slot that is streamed is in the source's log.</summary>
/// <param name="Restart">Where the server would begin to decode.</param>
/// <param name="Sent">What its walsender has decoded.</param>
/// <param name="End">The end of what is flushed.</param>
internal readonly record struct SlotPosition(Lsn Restart, Lsn Sent, Lsn End);
