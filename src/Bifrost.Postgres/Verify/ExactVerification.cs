using System.Globalization;
using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Snapshot;
using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Verify;

/// <summary>
/// Both sides at one commit, without a pause. A temporary slot gives the source's rows at its consistent point L; the target's rows and its position P (not below L) are read in one
/// transaction; the slot's own stream gives what was committed in (L, P]. Rows that it touched are judged by replaying it, all others must be equal as they are.
/// </summary>
internal sealed class ExactVerification(
    SourceSettings source, SinkSettings sink, ITableRouter router, VerifyOptions options, TimeProvider time, IProgress<VerifyProgress>? progress) : IAsyncDisposable
{
    /// <summary>Prefix of the messages that move an idle source's stream on.</summary>
    private const string Prefix = "bifrost.verify";

    private PostgresSnapshot? _snapshot;
    private NpgsqlConnection? _target;

    public async Task<VerifyReport> RunAsync(SourceIdentity identity, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var slot = string.Create(CultureInfo.InvariantCulture, $"bifrost_verify_{Guid.NewGuid():N}");
        _snapshot = await PostgresSnapshot.BeginAsync(source, router.IsCaptured, slot, cancellation).ConfigureAwait(false);
        await EmitAsync(cancellation).ConfigureAwait(false);
        _target = await PostgresSession.OpenAsync(sink.Database, "bifrost verify", cancellation).ConfigureAwait(false);
        var position = await OpenTargetAsync(new TargetPosition(source, sink, identity), cancellation).ConfigureAwait(false);

        var targets = await TargetTablesAsync(_target, cancellation).ConfigureAwait(false);
        var plans = new ComparisonPlanner(router, source.KeyColumns).Plan(_snapshot.Catalog, targets);
        progress?.Report(new VerifyProgress(VerifyStep.Replaying, null, 0, plans.Count));
        var window = await ReadWindowAsync(plans, position, cancellation).ConfigureAwait(false);
        var verdicts = new List<TableVerdict>();
        foreach (var plan in plans)
        {
            progress?.Report(new VerifyProgress(VerifyStep.Comparing, plan.Target.ToString(), verdicts.Count, plans.Count));
            verdicts.Add(await CompareAsync(plan, window[plan], cancellation).ConfigureAwait(false));
        }

        return new VerifyReport(VerifyMode.Exact, _snapshot.ConsistentPoint, position, verdicts, time.GetElapsedTime(began));
    }

    public async ValueTask DisposeAsync()
    {
        if (_target is not null)
            await _target.DisposeAsync().ConfigureAwait(false);
        if (_snapshot is not null)
            await _snapshot.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task<IReadOnlyDictionary<TableName, CatalogTable>> TargetTablesAsync(NpgsqlConnection target, CancellationToken cancellation) =>
        (await SourceCatalog.ReadAsync(target, static _ => true, cancellation).ConfigureAwait(false)).ToDictionary(static t => t.Table.Name);

    /// <summary>Waits until the target holds the snapshot's point, then opens the transaction in which position and rows belong together.</summary>
    private async Task<Lsn> OpenTargetAsync(TargetPosition position, CancellationToken cancellation)
    {
        var wanted = _snapshot!.ConsistentPoint;
        var (held, since) = ((Lsn?)null, time.GetTimestamp());
        progress?.Report(new VerifyProgress(VerifyStep.Waiting, null, 0, 0));
        while (await position.ReadAsync(_target!, cancellation).ConfigureAwait(false) is var now && (now is null || now < wanted))
        {
            if (now != held)
                (held, since) = (now, time.GetTimestamp());
            else if (time.GetElapsedTime(since) > options.StoppedGrace && await WhyStoppedAsync(cancellation).ConfigureAwait(false) is { } why)
                throw VerifyFaults.SinkStopped(sink, wanted, held, why);
            else if (time.GetElapsedTime(since) > options.Patience)
                throw VerifyFaults.NotCaughtUp(sink, wanted, held, options.Patience);
            await Task.Delay(options.PollInterval, time, cancellation).ConfigureAwait(false);
        }

        await using var begin = new NpgsqlCommand("begin isolation level repeatable read read only; set local row_security = off", _target);
        await begin.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        // The first query takes the view: the position that it reads is the one of the rows.
        return (await position.ReadAsync(_target!, cancellation).ConfigureAwait(false))!.Value;
    }

    private async Task<string?> WhyStoppedAsync(CancellationToken cancellation) =>
        options.WhyStopped is { } ask ? await ask(sink.Connector, cancellation).ConfigureAwait(false) : null;

    private async Task<Dictionary<ComparisonPlan, TouchedTable>> ReadWindowAsync(IReadOnlyList<ComparisonPlan> plans, Lsn position, CancellationToken cancellation)
    {
        var touched = plans.ToDictionary(static p => p, static p => new TouchedTable(p));
        var byTable = plans.SelectMany(static p => p.Parts.Select(part => (Plan: p, Part: part))).ToDictionary(static p => p.Part.Table.Table.Name);
        // A commit beyond P shows that everything up to P has come.
        await EmitAsync(cancellation).ConfigureAwait(false);
        await using var stream = _snapshot!.ReadOn(source, time);
        stream.Start(_snapshot.ConsistentPoint);
        while (await stream.Queue.WaitAsync(cancellation).ConfigureAwait(false))
        {
            while (stream.Queue.TryTake(out var item))
            {
                if (item is not TransactionCommitted { Transaction: var transaction })
                    continue;
                if (transaction.EndLsn > position)
                    return touched;
                foreach (var change in transaction.Changes)
                    Apply(change, byTable, touched);
                (transaction.Changes as IDisposable)?.Dispose();
            }
        }

        throw VerifyFaults.StreamEnded(source);
    }

    private static void Apply(Change change, Dictionary<TableName, (ComparisonPlan Plan, SourcePart Part)> byTable, Dictionary<ComparisonPlan, TouchedTable> touched)
    {
        if (change is TablesTruncated truncated)
        {
            foreach (var relation in truncated.Relations)
            {
                if (byTable.TryGetValue(relation.Table, out var emptied) && emptied.Part.Route.Truncates && !emptied.Part.Route.Skipped.HasFlag(SkippedOperations.Truncate))
                    touched[emptied.Plan].Truncate();
            }
        }
        else if (TableOf(change) is { } table && byTable.TryGetValue(table, out var found))
        {
            touched[found.Plan].Apply(found.Part, change);
        }
    }

    private static TableName? TableOf(Change change) => change switch
    {
        RowInserted insert => insert.Relation.Table,
        RowUpdated update => update.Relation.Table,
        RowDeleted delete => delete.Relation.Table,
        _ => null,
    };

    private async Task<TableVerdict> CompareAsync(ComparisonPlan plan, TouchedTable touched, CancellationToken cancellation)
    {
        var (left, right) = (new SnapshotSession(_snapshot!.View, source.Database, DatabaseSide.Source), new SnapshotSession(_target!, sink.Database, DatabaseSide.Target));
        if (plan.Fault is not null || touched.IsLost)
            return VerdictOf(plan, (0, 0), new TableDifferences(plan, 0), plan.Fault ?? VerifyFaults.ChangedMeanwhile);
        var differences = new TableDifferences(plan, options.MaxDifferences);
        var window = new TouchedComparison(left, right, plan, touched);
        await window.PrepareAsync(cancellation).ConfigureAwait(false);
        var rows = ComparisonSql.SourceRows(plan);
        var (source1, target1) = await new BucketComparison(left, right, options)
            .CompareAsync(plan, touched.IsTruncated ? $"select * from ({rows}) as emptied where false" : rows, window.Digests, differences, cancellation).ConfigureAwait(false);
        var (source2, target2) = await window.CompareAsync(differences, cancellation).ConfigureAwait(false);
        return VerdictOf(plan, (source1 + source2, target1 + target2), differences, null);
    }

    internal static TableVerdict VerdictOf(ComparisonPlan plan, (long Source, long Target) rows, TableDifferences differences, string? fault) => new(
        [.. plan.Parts.Select(static p => p.Table.Table.Name)], plan.Target, rows.Source, rows.Target,
        [.. differences.Found.Values.OrderBy(static d => d.Key, StringComparer.Ordinal)], differences.HasMore, plan.LeftOut, fault);

    /// <summary>Writes a commit to the source, so that its stream goes beyond where it is.</summary>
    private async Task EmitAsync(CancellationToken cancellation)
    {
        await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost verify", cancellation).ConfigureAwait(false);
        await using var emit = new NpgsqlCommand($"select pg_logical_emit_message(true, '{Prefix}', '')", connection);
        await emit.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
