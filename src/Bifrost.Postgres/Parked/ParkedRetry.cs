using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Npgsql;

namespace Bifrost.Postgres.Parked;

/// <summary>
/// Writes a parked row by the same plan and statement as the stream, in a transaction that also takes it out of <c>bifrost.parked</c>. Refused, unless forced, where something newer may
/// be overwritten: a later change of the row went through, an earlier one is still parked, or a row that is to be inserted is there.
/// </summary>
internal sealed class ParkedRetry(NpgsqlConnection connection, bool force)
{
    /// <summary>A sink that is writing the same row commits within some seconds; somebody waits for the answer.</summary>
    private const string Begin = "set local lock_timeout = '5s'";

    private const string Take =
        """
        select stem, change::text, later_lsn::text, later_operation,
               (select min(e.id) from bifrost.parked e where e.sink = p.sink and e.stem = p.stem and e.source_table = p.source_table and e.identities && p.identities and (e.end_lsn, e.ordinal) < (p.end_lsn, p.ordinal))
        from bifrost.parked p where p.id = $1 for update of p
        """;

    private const string Refuse = "update bifrost.parked set retries = retries + 1, retried_at = now(), reason = coalesce($2, reason) where id = $1";

    public async Task<RetriedRow> TryAsync(ParkedRow row, CancellationToken cancellation)
    {
        try
        {
            var doubt = await WriteAsync(row, cancellation).ConfigureAwait(false);
            return doubt is null ? new RetriedRow(row, RetryOutcome.Applied, null) : await RefusedAsync(row, doubt, null, cancellation).ConfigureAwait(false);
        }
        catch (RowIsGoneException)
        {
            return new RetriedRow(row, RetryOutcome.Gone, null);
        }
        catch (PostgresException e) when (connection.State == System.Data.ConnectionState.Open)
        {
            var reason = RowFaults.Reason(e);
            // What passes by itself is no fault of the row, and leaves the reason that it was parked for.
            return await RefusedAsync(row, reason, RowFaults.IsOfRow(e) ? reason : null, cancellation).ConfigureAwait(false);
        }
        catch (ReplicationException e)
        {
            return await RefusedAsync(row, e.Message, e.Message, cancellation).ConfigureAwait(false);
        }
    }

    /// <returns>Why it was not tried; null where it was written.</returns>
    private async Task<string?> WriteAsync(ParkedRow row, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await RunAsync(Begin, [], cancellation).ConfigureAwait(false);
        var taken = await TakeAsync(row, cancellation).ConfigureAwait(false);
        if (taken.Change is not { } change)
            return ParkedFaults.OfAnOlderWorker;
        if (!force && Doubt(taken) is { } doubt)
            return doubt;
        var plan = await PlanAsync(row.Sink, change, cancellation).ConfigureAwait(false);
        if (new RowTranslator(row.Sink).Translate(plan, change.ToChange(), change.Facts) is { } write)
        {
            if (!force && await IsThereAsync(write, cancellation).ConfigureAwait(false))
                return ParkedFaults.KeyIsThere(plan.Route.Target);
            if (await SendAsync(write, cancellation).ConfigureAwait(false) == 0 && !write.Shape.MayMiss)
            {
                if (write.Otherwise is not { } otherwise)
                    throw new ReplicationException(FailureKind.RowRefused, RowFaults.NotWhole);
                await SendAsync(otherwise(), cancellation).ConfigureAwait(false);
            }
        }

        await RunAsync("delete from bifrost.parked where id = $1", [RawText.Of(row.Id)], cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    private static string? Doubt(TakenRow taken) => taken switch
    {
        { LaterLsn: { } lsn, LaterOperation: var operation } => ParkedFaults.Later(lsn, operation),
        { EarlierId: { } earlier } => ParkedFaults.EarlierIsParked(earlier),
        _ => null,
    };

    private async Task<TakenRow> TakeAsync(ParkedRow row, CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, Take, RawText.Of(row.Id));
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
            throw new RowIsGoneException();
        return new TakenRow(
            reader.IsDBNull(1) ? null : ParkedChange.Parse(reader.GetString(1)), reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.IsDBNull(4) ? null : reader.GetInt64(4));
    }

    private async Task<TablePlan> PlanAsync(string sink, ParkedChange change, CancellationToken cancellation)
    {
        var (table, route) = (change.Relation.Table, change.Route);
        var target = await new TargetCatalog(connection).FindAsync(route.Target, cancellation).ConfigureAwait(false) ?? throw SchemaFaults.NoTable(sink, table, route.Target);
        var missing = route.Columns.Where(column => target.Column(column.Target) is null).Select(static column => column.Target).ToList();
        return missing.Count == 0 ? TablePlanBuilder.Build(sink, change.Relation, route, target) : throw SchemaFaults.NoColumns(sink, table, route.Target, missing);
    }

    /// <summary>The row that is to be inserted is there. Under <c>insert.mode=update</c> it must be.</summary>
    private async Task<bool> IsThereAsync(RowWrite write, CancellationToken cancellation)
    {
        var (plan, route) = (write.Plan, write.Plan.Route);
        if (write.Change is not RowInserted || route.Key.Count == 0 || route.InsertMode == InsertMode.Update)
            return false;
        var key = plan.Columns.Select((column, i) => (column.Target.Name, Value: write.Values[i])).Where(column => route.Key.Contains(column.Name)).ToList();
        var where = string.Join(" and ", key.Select(static (column, i) => $"{SqlText.Name(column.Name)} = ${i + 1}"));
        await using var command = RawText.Command(connection, $"select exists (select 1 from {SqlText.Table(route.Target)} where {where})", [.. key.Select(static column => column.Value)]);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    private Task<int> SendAsync(RowWrite write, CancellationToken cancellation) => RunAsync(write.Shape.Single, write.Values, cancellation);

    private async Task<RetriedRow> RefusedAsync(ParkedRow row, string reason, string? kept, CancellationToken cancellation)
    {
        await RunAsync(Refuse, [RawText.Of(row.Id), kept], cancellation).ConfigureAwait(false);
        return new RetriedRow(row, RetryOutcome.Refused, reason);
    }

    private async Task<int> RunAsync(string sql, string?[] values, CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private sealed record TakenRow(ParkedChange? Change, string? LaterLsn, string? LaterOperation, long? EarlierId);

    /// <summary>Ends the transaction; nobody outside sees it.</summary>
    private sealed class RowIsGoneException : Exception;
}
