using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;

namespace Bifrost.Postgres.Snapshot;

/// <summary>A new slot and the session that exports its snapshot. A temporary slot is dropped with the session; a permanent one stays.</summary>
internal sealed class ExportedSlot(LogicalReplicationConnection session, string name, Lsn consistentPoint, string snapshotName) : IAsyncDisposable
{
    public string Name { get; } = name;

    public Lsn ConsistentPoint { get; } = consistentPoint;

    public string SnapshotName { get; } = snapshotName;

    /// <summary>The walsender session, free for other commands once the snapshot has been imported.</summary>
    public LogicalReplicationConnection Session { get; } = session;

    public static async Task<ExportedSlot> CreateAsync(DatabaseEndpoint database, string name, bool temporary, CancellationToken cancellation)
    {
        var session = await ReplicationSession.OpenAsync(database, "bifrost snapshot slot", cancellation).ConfigureAwait(false);
        try
        {
            var slot = await session.CreatePgOutputReplicationSlot(
                SqlText.Name(name), temporarySlot: temporary, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: cancellation).ConfigureAwait(false);
            return new ExportedSlot(session, name, ReplicationSession.LsnOf(slot.ConsistentPoint), slot.SnapshotName!);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
