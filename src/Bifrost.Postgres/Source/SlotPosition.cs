using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>A slot that is streamed, in the source's log.</summary>
/// <param name="Restart">Where the server would begin to decode.</param>
/// <param name="End">The end of what is flushed.</param>
internal readonly record struct SlotPosition(Lsn Restart, Lsn End);
