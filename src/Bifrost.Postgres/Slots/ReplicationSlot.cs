using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Postgres.Slots;

/// <summary>A row of <c>pg_replication_slots</c>.</summary>
/// <param name="State">What any room may know of it.</param>
/// <param name="RestartLsn">Where the server begins to decode when it is read.</param>
public sealed record ReplicationSlot(SlotState State, string? Plugin, string? Database, Lsn RestartLsn)
{
    /// <summary>Throws where the slot cannot give every commit after <paramref name="after"/>, or is being read.</summary>
    internal void Check(DatabaseEndpoint source, Lsn after)
    {
        if (Plugin != "pgoutput" || Database != source.Database)
            throw SlotFaults.NotOurs(State.Name, source, Plugin, Database);
        if (State.WalStatus == "lost")
            throw SlotFaults.Lost(State.Name, source, State.WalStatus);
        if (State.ActivePid is { } pid)
            throw SlotFaults.InUse(State.Name, source, pid);
        if (State.ConfirmedFlush > after)
            throw SlotFaults.Ahead(State.Name, source, State.ConfirmedFlush, after);
    }
}
