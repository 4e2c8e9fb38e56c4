using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Preflight;
using Bifrost.Postgres.Progress;
using Bifrost.Postgres.Sink;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Apply;
using Bifrost.Replication.Batching;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres;

/// <summary>Replication from PostgreSQL to PostgreSQL.</summary>
public sealed class PostgresEngine : IReplicationEngine
{
    private readonly TimeProvider _time;
    private readonly Failpoints _failpoints;
    private readonly PostgresSourceReader _reader;

    public PostgresEngine(TimeProvider time)
        : this(time, new Failpoints())
    {
    }

    internal PostgresEngine(TimeProvider time, Failpoints failpoints, StreamLimits? limits = null)
    {
        _time = time;
        _failpoints = failpoints;
        _reader = new PostgresSourceReader(time, limits ?? new StreamLimits()) { Failpoints = failpoints };
    }

    public Task PrepareSourceAsync(SourceSettings source, ITableRouter capture, CancellationToken cancellation) =>
        SourcePreflight.PrepareAsync(source, capture, cancellation);

    public ISinkStream Open(SourceSettings source, SinkSettings sink, ITableRouter router) => new SinkStream(
        new SinkStreamSettings(sink.Connector, source.SnapshotMode, BatchLimits.For(sink.BatchRows), source.DropSlotOnStop),
        DatabaseFor(source, sink), new PostgresTarget(source, sink, router, _time, _failpoints), router, _time, _failpoints);

    public Task<SinkProgress?> ReadProgressAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(sink.Database, DatabaseSide.Target, $"reading the progress of sink {sink.Connector}", async () =>
        {
            await using var connection = await PostgresTarget.ConnectAsync(sink, cancellation).ConfigureAwait(false);
            if (!await BifrostSchema.IsThereAsync(connection, cancellation).ConfigureAwait(false))
                return null;
            var stored = await new ProgressTable(connection, sink.Connector, source.SlotName).ReadAsync(cancellation).ConfigureAwait(false);
            return stored.Count == 0
                ? null
                : new SinkProgress(stored[^1].Slot, stored[^1].Generation, stored[^1].EndLsn, stored[^1].CommitTime, stored[^1].SnapshotCompleted);
        });

    public Task<Lsn> ReadSourceEndAsync(SourceSettings source, CancellationToken cancellation) => SourceWal.EndAsync(source, cancellation);

    public async Task MoveProgressAsync(SourceSettings source, SinkSettings sink, Lsn endLsn, CancellationToken cancellation)
    {
        await using var session = await SessionAsync(source, sink, cancellation).ConfigureAwait(false);
        var stored = (await session.ReadProgressAsync(cancellation).ConfigureAwait(false)).LastOrDefault(static g => g.SnapshotCompleted)
            ?? throw MoveFaults.NoProgress(sink);
        if (endLsn < stored.EndLsn)
            throw MoveFaults.Backward(sink, stored, endLsn);
        var slots = await _reader.Slots.ListAsync(source, cancellation).ConfigureAwait(false);
        if (slots.FirstOrDefault(s => s.Name == stored.Slot)?.ActivePid is { } pid)
            throw MoveFaults.Running(sink, stored, pid);
        if (await SourceWal.LimitAsync(source, cancellation).ConfigureAwait(false) is var end && endLsn > end)
            throw MoveFaults.BeyondTheEnd(sink, endLsn, end);
        await session.TakeOverAsync(stored, cancellation).ConfigureAwait(false);
        await session.StoreIdleAsync(endLsn, cancellation).ConfigureAwait(false);
    }

    public async Task ResetAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation)
    {
        // Slots first: they are what holds WAL back, and a target that is gone for good must not keep them.
        var database = DatabaseFor(source, sink);
        foreach (var slot in (await database.SlotsAsync(cancellation).ConfigureAwait(false)).Values)
            await database.DropSlotAsync(slot, cancellation).ConfigureAwait(false);
        await using var session = await SessionAsync(source, sink, cancellation).ConfigureAwait(false);
        foreach (var generation in await session.ReadProgressAsync(cancellation).ConfigureAwait(false))
            await session.ForgetAsync(generation, cancellation).ConfigureAwait(false);
        await session.ForgetTablesAsync(cancellation).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<SlotState>> ListSlotsAsync(SourceSettings source, CancellationToken cancellation) => _reader.Slots.ListAsync(source, cancellation);

    public Task DropSlotAsync(SourceSettings source, string slotName, CancellationToken cancellation) => _reader.Slots.DropAsync(source, slotName, cancellation);

    private PostgresSourceDatabase DatabaseFor(SourceSettings source, SinkSettings sink) => new(_reader, source, sink.Connector);

    private Task<PostgresSinkSession> SessionAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation) =>
        new PostgresTarget(source, sink, NoTables.Instance, _time, _failpoints).OpenSessionAsync(cancellation);

    /// <summary>For sessions that move positions and write no rows.</summary>
    private sealed class NoTables : ITableRouter
    {
        public static readonly NoTables Instance = new();

        public bool IsCaptured(TableName table) => false;

        public TableRoute? Route(RoutedRelation relation) => null;
    }
}
