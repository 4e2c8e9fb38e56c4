using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>
/// Puts a batch's rows together, one per key, and writes them set by set: deletes first, the referring tables before those they refer to; then updates and inserts, the other way round.
/// Where a set is refused, the whole batch is rolled back and written in the source's order, which is always legal (design rule 5): so an order that a constraint does not
/// take costs time and never a row.
/// </summary>
internal sealed class BulkWriter(NpgsqlConnection connection, string sink, StageTables stages, ReferencedTables references, ChunkWriter inOrder, AppliedRows applied) : IAsyncDisposable
{
    private readonly Dictionary<TableName, PendingTable> _tables = [];
    private StreamedRun? _run;
    private TablePlan? _lastPlan;
    private Type? _lastKind;
    private int _streak;
    private int _rows;
    private long _bytes;

    private bool IsFull => _rows >= BulkLimits.Rows || _bytes >= BulkLimits.Bytes;

    /// <summary>False where the change must be written by itself, after what was given before it, which has been written then.</summary>
    public async ValueTask<bool> TryAddAsync(TablePlan plan, Change change, CancellationToken cancellation)
    {
        if (_run is { IsFull: true } full)
        {
            await EndRunAsync(cancellation).ConfigureAwait(false);
            if (full.IsOf(plan, change))
                await BeginRunAsync(plan, change, cancellation).ConfigureAwait(false);
        }

        if (_run is { } run)
        {
            if (run.Takes(plan, change))
            {
                await run.AddAsync(change, cancellation).ConfigureAwait(false);
                return true;
            }

            await EndRunAsync(cancellation).ConfigureAwait(false);
        }

        if (!TryPend(plan, change))
        {
            await DrainAsync(cancellation).ConfigureAwait(false);
            return false;
        }

        if (IsFull)
            await DrainAsync(cancellation).ConfigureAwait(false);
        if (!plan.Skips(change) && IsLongRun(plan, change))
            await BeginRunAsync(plan, change, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Writes what waits, small sets behind what <c>inOrder</c> holds.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        if (_run is not null)
            await EndRunAsync(cancellation).ConfigureAwait(false);
        if (_tables.Count > 0)
            await WriteTablesAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Gives up what was not written.</summary>
    public ValueTask DisposeAsync() => _run?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool IsLongRun(TablePlan plan, Change change)
    {
        _streak = ReferenceEquals(plan, _lastPlan) && change.GetType() == _lastKind ? _streak + 1 : 1;
        (_lastPlan, _lastKind) = (plan, change.GetType());
        return _streak >= BulkLimits.StreamFrom;
    }

    private async Task BeginRunAsync(TablePlan plan, Change change, CancellationToken cancellation)
    {
        _streak = 0;
        await DrainAsync(cancellation).ConfigureAwait(false);
        await inOrder.FlushAsync(cancellation).ConfigureAwait(false);
        _run = await StreamedRun.BeginAsync(connection, stages, plan, change, cancellation).ConfigureAwait(false);
    }

    private async Task EndRunAsync(CancellationToken cancellation)
    {
        await using var run = _run!;
        _run = null;
        var missed = await run.EndAsync(connection, cancellation).ConfigureAwait(false);
        if (run.IsOf(PendingKind.Delete))
            applied.NotFound += Math.Max(0, missed);
        else if (missed != 0)
            throw RowFaults.NotThere(sink, run.Plan);
    }

    private bool TryPend(TablePlan plan, Change change)
    {
        if (!plan.TakesBulk)
            return false;
        if (!_tables.TryGetValue(plan.Route.Target, out var table))
            _tables.Add(plan.Route.Target, table = new PendingTable(plan));
        // Two source tables that feed one target may meet in a key.
        if (!ReferenceEquals(table.Plan, plan) || !table.TryAdd(change))
            return false;
        _rows++;
        _bytes += BytesOf(change);
        return true;
    }

    private async Task WriteTablesAsync(CancellationToken cancellation)
    {
        var sorted = await references.SortAsync([.. _tables.Values], cancellation).ConfigureAwait(false);
        foreach (var table in sorted.Reverse())
            await DeleteAsync(table, cancellation).ConfigureAwait(false);
        foreach (var table in sorted)
        {
            await UpdateAsync(table, cancellation).ConfigureAwait(false);
            await UpsertAsync(table, cancellation).ConfigureAwait(false);
            await InsertAsync(table, cancellation).ConfigureAwait(false);
        }

        _tables.Clear();
        _rows = 0;
        _bytes = 0;
    }

    private async Task DeleteAsync(PendingTable table, CancellationToken cancellation)
    {
        var plan = table.Plan;
        var rows = table.Rows.Where(static r => r.Kind is PendingKind.Delete or PendingKind.DeleteAgain).ToList();
        if (await StageAsync(plan, plan.Match, rows, cancellation).ConfigureAwait(false) is not { } stage)
        {
            foreach (var row in rows)
                inOrder.Add(RowWrite.Of(plan, row.Kind == PendingKind.Delete ? plan.Delete : plan.DeleteAgain, Texts(plan.Match, row), Change(plan, row)));
            return;
        }

        var expected = rows.Count(static r => r.Kind == PendingKind.Delete);
        applied.NotFound += Math.Max(0, expected - await RunAsync(BulkStatements.Delete(plan, stage), cancellation).ConfigureAwait(false));
    }

    private async Task UpdateAsync(PendingTable table, CancellationToken cancellation)
    {
        var plan = table.Plan;
        foreach (var group in table.Rows.Where(static r => r.Kind == PendingKind.Update).GroupBy(r => MaskOf(plan, r.Image)))
        {
            var rows = group.ToList();
            var set = plan.Columns.Where((_, i) => group.Key[i] == '1').ToList();
            if (set.Count == 0)
                continue;
            List<WrittenColumn> sent = [.. set, .. plan.Match];
            if (await StageAsync(plan, sent, rows, cancellation).ConfigureAwait(false) is not { } stage)
            {
                foreach (var row in rows)
                    inOrder.Add(RowWrite.Of(plan, plan.Update(set, group.Key, mayMiss: false), Texts(sent, row), Change(plan, row)));
                continue;
            }

            if (await RunAsync(BulkStatements.Update(plan, stage, set), cancellation).ConfigureAwait(false) != rows.Count)
                throw RowFaults.NotThere(sink, plan);
        }
    }

    private async Task UpsertAsync(PendingTable table, CancellationToken cancellation)
    {
        var plan = table.Plan;
        var rows = table.Rows.Where(static r => r.Kind == PendingKind.Upsert).ToList();
        if (await StageAsync(plan, plan.Columns, rows, cancellation).ConfigureAwait(false) is { } stage)
        {
            await RunAsync(BulkStatements.Insert(plan, stage), cancellation).ConfigureAwait(false);
            return;
        }

        foreach (var row in rows)
            inOrder.Add(RowWrite.Of(plan, plan.Upsert, Texts(plan.Columns, row), Change(plan, row)));
    }

    /// <summary>Straight into the table, which has no such rows; should it have one, the batch is written in order.</summary>
    private async Task InsertAsync(PendingTable table, CancellationToken cancellation)
    {
        var plan = table.Plan;
        var rows = table.Rows.Where(static r => r.Kind == PendingKind.Insert).ToList();
        if (rows.Count >= BulkLimits.CopyFrom)
        {
            await CopyAsync($"{SqlText.Table(plan.Route.Target)} ({SqlText.Names(plan.Columns.Select(static c => c.Target.Name))})", plan.Columns, rows, cancellation).ConfigureAwait(false);
            return;
        }

        foreach (var row in rows)
            inOrder.Add(RowWrite.Of(plan, plan.InsertOfRoute, Texts(plan.Columns, row), Change(plan, row)));
    }

    /// <summary>A staging table with the rows; null where they are too few for one, or none is to be had.</summary>
    private async Task<string?> StageAsync(TablePlan plan, IReadOnlyList<WrittenColumn> columns, List<PendingRow> rows, CancellationToken cancellation)
    {
        if (rows.Count < BulkLimits.CopyFrom
            || await stages.TakeAsync(plan.Route.Target, [.. columns.Select(static c => c.Target)], cancellation).ConfigureAwait(false) is not { } stage)
            return null;
        await CopyAsync(stage, columns, rows, cancellation).ConfigureAwait(false);
        return stage;
    }

    private async Task CopyAsync(string into, IReadOnlyList<WrittenColumn> columns, List<PendingRow> rows, CancellationToken cancellation)
    {
        await inOrder.FlushAsync(cancellation).ConfigureAwait(false);
        await using var copy = await CopyInto.BeginAsync(connection, into, CopyFormat.Text, null, cancellation).ConfigureAwait(false);
        using var text = new CopyText(copy.Stream);
        foreach (var row in rows)
        {
            foreach (var column in columns)
                column.WriteTo(text, row.Image);
            await text.EndRowAsync(cancellation).ConfigureAwait(false);
        }

        await text.FlushAsync(cancellation).ConfigureAwait(false);
        await copy.CompleteAsync().ConfigureAwait(false);
    }

    private async Task<int> RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>By column, '1' where it is set: not the key, and not what no change carried.</summary>
    private static string MaskOf(TablePlan plan, ColumnValue[] image)
    {
        if (Array.TrueForAll(image, static v => v.Kind != ValueKind.Missing))
            return plan.WholeMask;
        return string.Create(plan.Columns.Count, (plan, image), static (mask, of) =>
        {
            for (var i = 0; i < mask.Length; i++)
                mask[i] = of.plan.WholeMask[i] == '1' && !of.plan.Columns[i].IsMissing(of.image) ? '1' : '0';
        });
    }

    private static string?[] Texts(IReadOnlyList<WrittenColumn> columns, PendingRow row)
    {
        var texts = new string?[columns.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = columns[i].Text(row.Image);
        return texts;
    }

    /// <summary>What stands for the row's changes in the chunk; never in a message, since a refused row is told of by the writing in order.</summary>
    private static Change Change(TablePlan plan, PendingRow row) => new RowInserted(plan.Relation, row.Image);

    private static long BytesOf(Change change) => change switch
    {
        RowInserted insert => BytesOf(insert.New),
        RowUpdated update => BytesOf(update.New),
        RowDeleted delete => BytesOf(delete.Old),
        _ => 0,
    };

    private static long BytesOf(ColumnValue[] image)
    {
        long bytes = 0;
        foreach (var value in image)
            bytes += value.Bytes.Length;
        return bytes;
    }
}
