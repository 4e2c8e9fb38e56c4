using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Slots;
using Bifrost.Postgres.Snapshot;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Source;

/// <summary>The door to the reading half: who a source is, a snapshot with a new slot, the stream of a slot.</summary>
public sealed class PostgresSourceReader(TimeProvider time, StreamLimits limits)
{
    public PostgresSourceReader(TimeProvider time)
        : this(time, new StreamLimits())
    {
    }

    private readonly SnapshotStarts _starts = new(time);

    internal Failpoints Failpoints { get; init; } = new();

    internal Peeks Peeks { get; } = new();

    private readonly LogWatch _watch = new(limits, time);

    /// <summary>The slots of the source's server.</summary>
    public ReplicationSlots Slots { get; } = new(time, limits.DropPatience);

    /// <summary>The server's identity, by <c>IDENTIFY_SYSTEM</c>.</summary>
    public Task<SourceIdentity> IdentifyAsync(SourceSettings source, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, "asking who it is", async () =>
        {
            await using var connection = await ReplicationSession.OpenAsync(source.Database, "bifrost identify", cancellation).ConfigureAwait(false);
            var system = await connection.IdentifySystem(cancellation).ConfigureAwait(false);
            return new SourceIdentity(system.SystemId, checked((int)system.Timeline));
        });

    /// <summary>Makes the slot and opens the view that goes with it; sinks that begin at the same time have one view, and read what both of them want once. The slot stays when the snapshot is disposed of; a snapshot that failed leaves a slot to drop.</summary>
    public Task<ISnapshot> BeginSnapshotAsync(SourceSettings source, ITableRouter capture, string slotName, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<ISnapshot>(source.Database, DatabaseSide.Source, $"beginning a snapshot with the new slot {slotName}", async () =>
            await _starts.BeginAsync(source, capture.IsCaptured, slotName, cancellation).ConfigureAwait(false));

    /// <summary>A view whose slot goes with it.</summary>
    public Task<ISnapshot> BeginViewAsync(SourceSettings source, ITableRouter capture, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<ISnapshot>(source.Database, DatabaseSide.Source, "opening a view", async () =>
            await PostgresSnapshot.BeginAsync(source, capture.IsCaptured, $"bifrost_view_{Guid.NewGuid():N}", cancellation).ConfigureAwait(false));

    /// <summary>The slot's stream. Nothing is opened until it is read.</summary>
    public IChangeSource OpenStream(SourceSettings source, string slotName) => new PgOutputSource(source, slotName, limits, time, Peeks, _watch) { Failpoints = Failpoints };

    /// <summary>The captured tables as they are now.</summary>
    public Task<IReadOnlyList<CatalogTable>> ReadTablesAsync(SourceSettings source, Func<TableName, bool> wanted, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, "reading its catalog", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost catalog", cancellation).ConfigureAwait(false);
            return await SourceCatalog.ReadAsync(connection, wanted, cancellation).ConfigureAwait(false);
        });
}
