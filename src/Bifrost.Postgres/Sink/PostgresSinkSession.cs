using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Progress;
using Bifrost.Postgres.Sink.Bulk;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>One connection to a PostgreSQL target. See <see cref="ITargetSession"/> for what it promises.</summary>
internal sealed class PostgresSinkSession : ITargetSession
{
    private readonly NpgsqlConnection _connection;
    private readonly SourceSettings _source;
    private readonly SinkSettings _sink;
    private readonly Failpoints _failpoints;
    private readonly ProgressTable _progress;
    private readonly KnownTables _known;
    private readonly SignalLog _signals;
    private readonly ParkedRows _parked;
    private readonly ITableRouter _router;
    private readonly TablePlanner _planner;
    private readonly SnapshotLoader _loader;
    private readonly StageTables _stages;
    private readonly ReferencedTables _references;
    private readonly BulkTrust _trust = new();
    private readonly JoiningTables _joining;
    private readonly FlushWatch _flushes;
    private bool _flushesLater;
    private StoredProgress? _owned;

    public PostgresSinkSession(NpgsqlConnection connection, SourceSettings source, SinkSettings sink, ITableRouter router, TimeProvider time, Failpoints failpoints)
    {
        _connection = connection;
        _source = source;
        _sink = sink;
        _failpoints = failpoints;
        _progress = new ProgressTable(connection, sink.Connector, source.SlotName);
        _known = new KnownTables(connection, sink.Connector, source.SlotName, failpoints);
        _signals = new SignalLog(connection, sink.Connector, source.SlotName);
        _flushes = new FlushWatch(connection);
        _stages = new StageTables(connection);
        _references = new ReferencedTables(connection);
        _parked = new ParkedRows(connection, sink.Connector, source.SlotName);
        _router = router;
        var facts = new SourceFactsReader(source);
        _joining = new JoiningTables(source, router, _known, _signals);
        _planner = new TablePlanner(connection, sink.Connector, router, facts, _known, _joining);
        _loader = new SnapshotLoader(connection, source, sink.Connector, router, facts, _known, time);
    }

    public Task<IReadOnlyList<StoredProgress>> ReadProgressAsync(CancellationToken cancellation) =>
        GuardAsync("reading its progress", () => _progress.ReadAsync(cancellation));

    public Task BeginGenerationAsync(StoredProgress generation, CancellationToken cancellation) =>
        GuardAsync("beginning a snapshot", async () =>
        {
            await _progress.BeginAsync(generation, cancellation).ConfigureAwait(false);
            await _failpoints.AtAsync(Failpoints.GenerationBegun, cancellation).ConfigureAwait(false);
            return _owned = generation;
        });

    public Task TakeOverAsync(StoredProgress generation, CancellationToken cancellation) =>
        GuardAsync("taking over its progress", async () =>
        {
            await _progress.TakeOverAsync(generation, cancellation).ConfigureAwait(false);
            await _parked.LoadAsync(cancellation).ConfigureAwait(false);
            _flushesLater = await _flushes.MayFlushLaterAsync(cancellation).ConfigureAwait(false);
            await _failpoints.AtAsync(Failpoints.TakenOver, cancellation).ConfigureAwait(false);
            return _owned = generation;
        });

    public Task NoteTablesAsync(CancellationToken cancellation) =>
        GuardAsync("looking for tables that joined", async () =>
        {
            if (await _joining.LookAsync(cancellation).ConfigureAwait(false) is { } found)
                await InTransactionAsync(() => _joining.NoteAsync(found.Joined, found.Left, cancellation), Owned, cancellation).ConfigureAwait(false);
            return true;
        });

    public Task ForgetAsync(StoredProgress generation, CancellationToken cancellation) =>
        GuardAsync("removing a generation's progress", async () =>
        {
            await _failpoints.AtAsync(Failpoints.SlotDropped, cancellation).ConfigureAwait(false);
            await _progress.ForgetAsync(generation, cancellation).ConfigureAwait(false);
            return true;
        });

    /// <summary>Nothing of this sink feeds any table any longer.</summary>
    public Task ForgetTablesAsync(CancellationToken cancellation) =>
        GuardAsync("forgetting its tables", async () =>
        {
            await _known.ForgetAsync(cancellation).ConfigureAwait(false);
            await _signals.ForgetAsync(cancellation).ConfigureAwait(false);
            return true;
        });

    public Task<Committed> LoadAsync(ISnapshot snapshot, bool withRows, Action<string, long> loading, CancellationToken cancellation) =>
        GuardAsync("loading the snapshot", async () =>
        {
            var told = loading;
            loading = (topic, rows) =>
            {
                told(topic, rows);
                _failpoints.At(Failpoints.RowsCopied);
            };
            var tables = await _loader.PlanAsync(snapshot, cancellation).ConfigureAwait(false);
            for (var i = 0; i < tables.Count - 1; i++)
            {
                await InTransactionAsync(() => _loader.LoadAsync(snapshot, tables[i], withRows, loading, cancellation), Owned, cancellation).ConfigureAwait(false);
                await _failpoints.AtAsync(Failpoints.TableLoaded, cancellation).ConfigureAwait(false);
            }

            var completed = Owned with { EndLsn = snapshot.ConsistentPoint, SnapshotCompleted = true };
            await InTransactionAsync(async () =>
            {
                await _parked.NoteSnapshotAsync(completed.EndLsn, null, cancellation).ConfigureAwait(false);
                if (tables.Count > 0)
                    await _loader.LoadAsync(snapshot, tables[^1], withRows, loading, cancellation).ConfigureAwait(false);
            }, completed, cancellation).ConfigureAwait(false);
            await _loader.AnalyzeAsync(tables, cancellation).ConfigureAwait(false);
            return new Committed(completed.EndLsn, new AppliedRows());
        });

    public Task<Committed> ApplyAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation) =>
        GuardAsync("applying changes", async () =>
        {
            if (!_trust.TakesBulk())
                return await WriteAsync(batch, bulk: false, static _ => null, cancellation).ConfigureAwait(false);
            try
            {
                var done = await WriteAsync(batch, bulk: true, static _ => null, cancellation).ConfigureAwait(false);
                _trust.Succeeded();
                return done;
            }
            catch (Exception e) when (IsOfRow(e))
            {
                _trust.Failed();
                return await WriteAsync(batch, bulk: false, static _ => null, cancellation).ConfigureAwait(false);
            }
        });

    public Task<Committed> ApplyRowByRowAsync(SourceTransaction transaction, CancellationToken cancellation) =>
        GuardAsync("applying changes row by row", () => WriteAsync(
            [transaction], bulk: false,
            applied => new RowByRowWriter(_connection, _sink.Connector, _sink.Tolerance, _parked, RowFacts.Of(_source.Database.Database, transaction), applied), cancellation));

    public Task<SnapshotRequest?> NextRequestAsync(CancellationToken cancellation) =>
        GuardAsync("looking for signals", () => _signals.NextAsync(cancellation));

    public Task<Committed> CopyAsync(SnapshotRequest request, ISnapshot view, Action<string, long> loading, CancellationToken cancellation) =>
        GuardAsync(request.Joining.Count == 0 ? $"copying what the signal {request.Id} names" : $"copying {string.Join(", ", request.Joining)}, which joined", async () =>
        {
            // The copy may alter tables, and learns what the source's are like now.
            _planner.Clear();
            var applied = new AppliedRows();
            var next = Owned with { EndLsn = view.ConsistentPoint > Owned.EndLsn ? view.ConsistentPoint : Owned.EndLsn };
            await InTransactionAsync(async () =>
            {
                await _parked.NoteSnapshotAsync(next.EndLsn, new RequestedTables(request, _router).IsNamed, cancellation).ConfigureAwait(false);
                var (rows, message) = request.Joining.Count == 0
                    ? await _loader.CopyAsync(request, view, loading, cancellation).ConfigureAwait(false)
                    : await LoadJoiningAsync(request.Joining, view, loading, cancellation).ConfigureAwait(false);
                applied.Signals.Add(await _signals.EndAsync(request, SignalState.Done, message, (view.ConsistentPoint, rows), cancellation).ConfigureAwait(false));
            }, next, cancellation).ConfigureAwait(false);
            return new Committed(next.EndLsn, applied);
        });

    public Task<Committed> RefuseAsync(SnapshotRequest request, string reason, CancellationToken cancellation) =>
        GuardAsync($"noting that the signal {request.Id} is refused", async () =>
        {
            _planner.Clear();
            var applied = new AppliedRows();
            await InTransactionAsync(
                async () => applied.Signals.Add(await _signals.EndAsync(request, SignalState.Refused, $"Nothing was copied. {reason}", null, cancellation).ConfigureAwait(false)), Owned, cancellation).ConfigureAwait(false);
            return new Committed(Owned.EndLsn, applied);
        });

    public Task<Committed> StoreIdleAsync(Lsn idle, CancellationToken cancellation) =>
        GuardAsync("storing an idle position", async () =>
        {
            await InTransactionAsync(static () => Task.CompletedTask, Owned with { EndLsn = idle }, cancellation).ConfigureAwait(false);
            return new Committed(idle, new AppliedRows());
        });

    public Task<Lsn> FlushedAsync(CancellationToken cancellation) =>
        GuardAsync("looking what is on its disk", async () =>
        {
            if (await _flushes.LookAsync(cancellation).ConfigureAwait(false) is { } flushed)
                return flushed;
            // A commit that waits for the disk takes with it all that was committed before.
            await InTransactionAsync(static () => Task.CompletedTask, Owned, cancellation).ConfigureAwait(false);
            return Owned.EndLsn;
        });

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>As in a first snapshot: each table is made equal to the view, keyless ones too. One that the source has dropped again has nothing to copy.</summary>
    private async Task<(long Rows, string Message)> LoadJoiningAsync(IReadOnlyList<TableName> tables, ISnapshot view, Action<string, long> loading, CancellationToken cancellation)
    {
        var copied = 0L;
        var loads = await _loader.PlanAsync(view, cancellation, tables.Contains).ConfigureAwait(false);
        foreach (var load in loads)
        {
            await _loader.LoadAsync(view, load, withRows: true, (topic, rows) =>
            {
                copied += rows;
                loading(topic, rows);
            }, cancellation).ConfigureAwait(false);
        }

        return (copied, $"Copied {copied} rows of {(loads.Count == 0 ? "no table" : string.Join(", ", loads.Select(static l => l.Table.Name)))} that joined, as they were at {view.ConsistentPoint}.");
    }

    private StoredProgress Owned => _owned ?? throw new InvalidOperationException("A session writes only after it has begun or taken over a generation.");

    private async Task<Committed> WriteAsync(IReadOnlyList<SourceTransaction> batch, bool bulk, Func<AppliedRows, RowByRowWriter?> rowByRow, CancellationToken cancellation)
    {
        _joining.Take();
        _planner.BeginBatch();
        var applied = new AppliedRows();
        var oneByOne = rowByRow(applied);
        var next = Owned with { EndLsn = batch[^1].EndLsn, CommitTime = batch[^1].CommitTime };
        await InTransactionAsync(async chunk =>
        {
            if (oneByOne is not null || !_parked.IsEmpty)
                await chunk.FlushAsync(cancellation).ConfigureAwait(false);
            if (oneByOne is null)
                await _parked.NoteAsync(batch, cancellation).ConfigureAwait(false);
            // Here and not around the transaction: while a COPY is open nothing can be rolled back.
            await using var together = bulk ? new BulkWriter(_connection, _sink.Connector, _stages, _references, chunk, applied) : null;
            var writer = new TransactionWriter(
                _connection, _sink.Connector, _source.Database.Database, _planner, _known, _source.SignalTables, _signals, applied, chunk, together, oneByOne);
            foreach (var transaction in batch)
                await writer.WriteAsync(transaction, cancellation).ConfigureAwait(false);
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
            if (applied.Truncated > 0)
                await _parked.NoteTruncatesAsync(batch, cancellation).ConfigureAwait(false);
        }, new ChunkWriter(_connection, _sink.Connector, applied, _progress.Open(Owned, _flushesLater)), next, cancellation).ConfigureAwait(false);
        foreach (var report in _joining.Take())
            applied.Signals.Add(report);
        _flushes.Committed(next.EndLsn);
        return new Committed(next.EndLsn, applied) { IsFlushed = !_flushesLater };
    }

    private Task InTransactionAsync(Func<Task> write, StoredProgress next, CancellationToken cancellation) =>
        InTransactionAsync(async chunk =>
        {
            await chunk.FlushAsync(cancellation).ConfigureAwait(false);
            await _failpoints.AtAsync(Failpoints.ProgressLocked, cancellation).ConfigureAwait(false);
            await write().ConfigureAwait(false);
        }, new ChunkWriter(_connection, _sink.Connector, new AppliedRows(), _progress.Open(Owned, flushLater: false)), next, cancellation);

    /// <summary>Rows, then progress, then COMMIT: in this order, and in one transaction.</summary>
    /// <param name="chunk">Opens the transaction with its first statements.</param>
    private async Task InTransactionAsync(Func<ChunkWriter, Task> write, ChunkWriter chunk, StoredProgress next, CancellationToken cancellation)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        try
        {
            await write(chunk).ConfigureAwait(false);
            await _failpoints.AtAsync(Failpoints.RowsWritten, cancellation).ConfigureAwait(false);
            await CommitAsync(next).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfRow(e))
        {
            // What was planned may be made or altered by this very transaction.
            _planner.Clear();
            _references.Forget();
            _stages.RolledBack();
            // Disposing of a transaction rolls back what is open, also where a refused COMMIT has ended it already.
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _owned = next;
        _stages.Committed();
        await _failpoints.AtAsync(Failpoints.CommitSent, cancellation).ConfigureAwait(false);
    }

    /// <summary>The progress and COMMIT, in one round trip unless a failpoint stands between them. Not cancelled: a COMMIT that is given up may have been carried out.</summary>
    private async Task CommitAsync(StoredProgress next)
    {
        await using var batch = new NpgsqlBatch(_connection) { BatchCommands = { _progress.Move(Owned, next) } };
        if (_failpoints.Hook is not null)
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
            await _failpoints.AtAsync(Failpoints.ProgressWritten, CancellationToken.None).ConfigureAwait(false);
            batch.BatchCommands.Clear();
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        try
        {
            var committing = batch.ExecuteNonQueryAsync(CancellationToken.None);
            await _failpoints.AtAsync(Failpoints.CommitUnderWay, CancellationToken.None).ConfigureAwait(false);
            await committing.ConfigureAwait(false);
        }
        catch (PostgresException e) when (RowFaults.IsOfRow(e))
        {
            throw RowFaults.RefusedAtCommit(_sink.Connector, next.EndLsn, e);
        }
    }

    private static bool IsOfRow(Exception failure) => failure switch
    {
        ReplicationException known => known.Kind == FailureKind.RowRefused,
        PostgresException refused => RowFaults.IsOfRow(refused),
        _ => false,
    };

    private async Task<T> GuardAsync<T>(string doing, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (PostgresException e) when (RowFaults.IsOfRow(e))
        {
            throw RowFaults.Somewhere(_sink.Connector, e);
        }
        catch (InvalidOperationException e) when (e is ObjectDisposedException || _connection.State != System.Data.ConnectionState.Open)
        {
            throw new ReplicationException(FailureKind.Unavailable, $"Target {_sink.Database}: the connection was lost, while {doing} for sink {_sink.Connector}.", e);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e) && e is not ReplicationException and not InvalidOperationException)
        {
            throw PostgresFailures.From(e, _sink.Database, DatabaseSide.Target, $"{doing} for sink {_sink.Connector}");
        }
    }
}
