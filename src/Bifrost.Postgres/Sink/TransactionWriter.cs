using Bifrost.Postgres.Progress;
using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Sink.Bulk;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Sink;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Writes source transactions into the open target transaction: put together, in order in chunks, or row by row.</summary>
/// <param name="chunk">Takes rows in order.</param>
/// <param name="bulk">Puts rows together; null where they must be written in order.</param>
/// <param name="rowByRow">Null for the others.</param>
/// <param name="signals">The source's tables of signals: their rows are taken, not written.</param>
internal sealed class TransactionWriter(
    NpgsqlConnection connection, string sink, string database, TablePlanner planner, KnownTables known, IReadOnlyList<TableName> signals, SignalLog log, AppliedRows applied,
    ChunkWriter chunk, BulkWriter? bulk, RowByRowWriter? rowByRow)
{
    private readonly RowTranslator _translator = new(sink);

    public async Task WriteAsync(SourceTransaction transaction, CancellationToken cancellation)
    {
        var facts = RowFacts.Of(database, transaction);
        var ordinal = 0L;
        foreach (var change in transaction.Changes)
        {
            if (RelationOf(change) is { } relation && signals.Contains(relation.Table))
                await TakeAsync(change, transaction.EndLsn, cancellation).ConfigureAwait(false);
            else if (RelationOf(change) is { } other)
                await WriteRowAsync(other, change, facts, transaction.EndLsn, ordinal, cancellation).ConfigureAwait(false);
            else if (change is TablesTruncated truncated)
                await TruncateAsync(truncated, cancellation).ConfigureAwait(false);
            ordinal++;
        }
    }

    /// <summary>Writes what was put together, then what waits in order.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (bulk is not null)
            await bulk.DrainAsync(cancellation).ConfigureAwait(false);
        await chunk.FlushAsync(cancellation).ConfigureAwait(false);
    }

    private static Relation? RelationOf(Change change) => change switch
    {
        RowInserted inserted => inserted.Relation,
        RowUpdated updated => updated.Relation,
        RowDeleted deleted => deleted.Relation,
        _ => null,
    };

    /// <summary>A row that is changed or deleted asks for nothing: whoever cleans the table up means no signal.</summary>
    private async ValueTask TakeAsync(Change change, Lsn endLsn, CancellationToken cancellation)
    {
        if (change is not RowInserted inserted)
            return;
        foreach (var report in await log.TakeAsync(SignalRows.Of(inserted), endLsn, cancellation).ConfigureAwait(false))
            applied.Signals.Add(report);
    }

    private async ValueTask WriteRowAsync(Relation relation, Change change, RowFacts facts, Lsn endLsn, long ordinal, CancellationToken cancellation)
    {
        if (!planner.TryGet(relation, out var plan))
            plan = await ResolveAsync(relation, cancellation).ConfigureAwait(false);
        if (plan is null)
            return;
        if (bulk is not null && await bulk.TryAddAsync(plan, change, cancellation).ConfigureAwait(false))
        {
            Count(change, plan.Route);
            return;
        }

        if (_translator.Translate(plan, change, facts) is not { } row)
            return;
        Count(change, plan.Route);
        if (rowByRow is not null)
        {
            await rowByRow.WriteAsync(row, endLsn, ordinal, cancellation).ConfigureAwait(false);
            return;
        }

        chunk.Add(row);
        if (chunk.IsFull)
            await chunk.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>A table is made or altered between the rows before and the rows after.</summary>
    private async Task<TablePlan?> ResolveAsync(Relation relation, CancellationToken cancellation)
    {
        await FlushAsync(cancellation).ConfigureAwait(false);
        return await planner.ResolveAsync(relation, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// One statement for all tables, as at the source. CASCADE is not passed on: the source names every published table that it reached, and what else
    /// refers to the target's tables is not the source's to empty. Identities are not restarted: their values are copied.
    /// </summary>
    private async Task TruncateAsync(TablesTruncated change, CancellationToken cancellation)
    {
        await FlushAsync(cancellation).ConfigureAwait(false);
        var targets = new List<TableName>();
        foreach (var relation in change.Relations)
        {
            var plan = planner.TryGet(relation, out var found) ? found : await planner.ResolveAsync(relation, cancellation).ConfigureAwait(false);
            if (plan is null || !plan.Route.Truncates || plan.Route.Skipped.HasFlag(SkippedOperations.Truncate))
                continue;
            if (await known.IsSharedAsync(plan.Route.Source, plan.Route.Target, cancellation).ConfigureAwait(false))
                throw SchemaFaults.SharedTruncate(sink, plan.Route.Source, plan.Route.Target);
            targets.Add(plan.Route.Target);
            applied.Truncated++;
            applied.From(plan.Route.Topic);
        }

        if (targets.Count == 0)
            return;
        await using var command = new NpgsqlCommand($"truncate table {string.Join(", ", targets.Distinct().Select(SqlText.Table))}", connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private void Count(Change change, TableRoute route)
    {
        applied.From(route.Topic);
        switch (change)
        {
            case RowInserted:
                applied.Inserted++;
                break;
            case RowUpdated:
                applied.Updated++;
                break;
            default:
                applied.Deleted++;
                break;
        }
    }
}
