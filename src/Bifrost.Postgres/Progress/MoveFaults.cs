using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;

namespace Bifrost.Postgres.Progress;

/// <summary>The wording of why a position cannot be moved as asked.</summary>
internal static class MoveFaults
{
    public static ReplicationException NoProgress(SinkSettings sink) => new(
        FailureKind.Setup, $"Sink {sink.Connector} has no position on {sink.Database} yet: start it, so that it takes its first snapshot.");

    public static ReplicationException Backward(SinkSettings sink, StoredProgress stored, Lsn asked) => new(
        FailureKind.PositionLost,
        $"Sink {sink.Connector} cannot go back to {asked}: {sink.Database} holds everything up to {stored.EndLsn}, the slot {stored.Slot} has let go of what came before, and rows without a key would be written twice. "
        + "Reset the sink's offsets to take a new snapshot.");

    public static ReplicationException Running(SinkSettings sink, StoredProgress stored, int pid) => new(
        FailureKind.SlotInUse, $"Sink {sink.Connector} is running: process {pid} of the source reads the slot {stored.Slot}. Stop it first.");

    public static ReplicationException BeyondTheEnd(SinkSettings sink, Lsn asked, Lsn end) => new(
        FailureKind.Setup, $"Sink {sink.Connector} cannot go forward to {asked}: the source's log ends at {end}, and changes that are still to come would be skipped.");
}
