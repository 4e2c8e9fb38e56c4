using Bifrost.Replication.Progress;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Failures;

/// <summary>The wording of everything that can be wrong with a position.</summary>
public static class ProgressFaults
{
    private const string Reset = "Reset the sink's offsets to take a new snapshot.";

    public static ReplicationException SourceReplaced(string sink, StoredProgress stored, SourceIdentity found) => new(
        FailureKind.PositionLost,
        $"Sink {sink}: the source was replaced. The target's position {stored.EndLsn} belongs to the cluster {stored.Source.SystemIdentifier}, and the source is now {found.SystemIdentifier}. "
        + "Point the source back to the cluster that it was, or reset the sink's offsets to take a new snapshot.");

    public static ReplicationException SourceRestored(string sink, StoredProgress stored, SourceIdentity found) => new(
        FailureKind.PositionLost,
        $"Sink {sink}: the source was restored or promoted. The target's position {stored.EndLsn} belongs to timeline {stored.Source.Timeline}, and the source is now on timeline {found.Timeline}: "
        + $"the same position may name another commit there. {Reset}");

    public static ReplicationException SlotGone(string sink, StoredProgress stored) => new(
        FailureKind.PositionLost,
        $"Sink {sink}: the slot {stored.Slot} is no longer on the source, so changes after {stored.EndLsn} cannot be had from it. {Reset}");

    public static ReplicationException SlotUnknownToTarget(string sink, string slot) => new(
        FailureKind.Setup,
        $"Sink {sink}: the source has the slot {slot}, and the target holds no position for it. Either the target was emptied or replaced, or another worker runs a sink of this name to another target. "
        + $"Give one of them another name, or drop what was left behind: {Reset}");

    public static ReplicationException Fenced(string sink, string slot) => new(
        FailureKind.Fenced,
        $"Sink {sink}: another worker has taken over the slot {slot} and moved its progress. Nothing of this attempt was kept. Let only one worker run the sink, then restart the task.");

    public static ReplicationException Moved(string sink, StoredProgress stored) => new(
        FailureKind.Unavailable,
        $"Sink {sink}: the position of {stored.Slot} moved from {stored.EndLsn} while it was taken over; reading it again.");

    public static ReplicationException StreamEnded(string sink, string slot) => new(
        FailureKind.Unavailable, $"Sink {sink}: the source ended the stream of {slot}; asking for it again.");
}
