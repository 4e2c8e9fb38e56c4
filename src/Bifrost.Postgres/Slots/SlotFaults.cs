using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Slots;

/// <summary>What can be wrong with a slot, and what to do about it.</summary>
internal static class SlotFaults
{
    private const string Reset = "Reset the sink's offsets (or delete and create the sink again) to take a new snapshot.";

    public static ReplicationException Gone(string slot, DatabaseEndpoint source) =>
        new(FailureKind.PositionLost, $"The replication slot {slot} is not on {source}: it was dropped there, or the server was restored or failed over without it. Changes since the last applied position may be missing. {Reset}");

    public static ReplicationException Lost(string slot, DatabaseEndpoint source, string walStatus) =>
        new(FailureKind.PositionLost, $"The replication slot {slot} on {source} was invalidated (wal_status is '{walStatus}'): the WAL that it needs was removed, by max_slot_wal_keep_size or an idle timeout. {Reset} Raise max_slot_wal_keep_size if a sink may be away for long.");

    public static ReplicationException Ahead(string slot, DatabaseEndpoint source, Lsn confirmed, Lsn after) =>
        new(FailureKind.PositionLost, $"The replication slot {slot} on {source} is confirmed up to {confirmed}, beyond {after}, which is what the target holds: the server would skip the commits between them. Something else has read this slot, or the target was restored to an earlier state. {Reset}");

    public static ReplicationException Behind(string slot, DatabaseEndpoint source, Lsn end, Lsn after) =>
        new(FailureKind.PositionLost, $"The replication slot {slot} on {source}: the source's log ends at {end}, before {after}, which is what the target holds. The source was restored to an earlier state: what it commits next would be taken for what the target has. {Reset}");

    public static ReplicationException InUse(string slot, DatabaseEndpoint source, int? pid) =>
        new(FailureKind.SlotInUse, $"The replication slot {slot} on {source} is in use by the process with PID {pid?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"} of that server. Another worker runs the same sink, or a broken connection has not timed out yet (wal_sender_timeout). If it should not run: SELECT pg_terminate_backend({pid}).");

    public static ReplicationException NotOurs(string slot, DatabaseEndpoint source, string? plugin, string? database) =>
        new(FailureKind.Setup, $"The replication slot {slot} on {source} is not one to read from: it has the plugin '{plugin ?? "none"}' and belongs to database '{database ?? "none"}'; expected pgoutput and '{source.Database}'. Choose another slot.name.");

    public static ReplicationException NoPublication(string publication, DatabaseEndpoint source) =>
        new(FailureKind.Setup, $"The publication {publication} is not on {source}. Create it (CREATE PUBLICATION {publication} FOR TABLE …), or set publication.autocreate.mode to filtered and restart the source connector.");
}
