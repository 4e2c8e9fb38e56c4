using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Npgsql;

namespace Bifrost.Postgres.Verify;

/// <summary>
/// For a target that keeps no position (a Kafka sink's). Both sides as they are, then only what differed is read again after a pause: a row that agreed once is equal,
/// one that never did within the rounds differs. A row that is changed all the time may be named wrongly; run it again, or let the writers rest.
/// </summary>
internal sealed class LiveVerification(
    SourceSettings source, SinkSettings sink, ITableRouter router, VerifyOptions options, TimeProvider time, IProgress<VerifyProgress>? progress)
{
    public async Task<VerifyReport> RunAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        await using var left = await PostgresSession.OpenAsync(source.Database, "bifrost verify", cancellation).ConfigureAwait(false);
        await using var right = await PostgresSession.OpenAsync(sink.Database, "bifrost verify", cancellation).ConfigureAwait(false);
        var viaRoot = (await Publications.PublicationState.FindAsync(left, source.PublicationName, cancellation).ConfigureAwait(false))?.ViaPartitionRoot ?? source.PublishViaPartitionRoot;
        var sources = SourceCatalog.Published(await SourceCatalog.ReadAsync(left, router.IsCaptured, cancellation).ConfigureAwait(false), viaRoot);
        var plans = new ComparisonPlanner(router, source.KeyColumns).Plan(sources, await ExactVerification.TargetTablesAsync(right, cancellation).ConfigureAwait(false));
        var verdicts = new List<TableVerdict>();
        foreach (var plan in plans)
        {
            progress?.Report(new VerifyProgress(VerifyStep.Comparing, plan.Target.ToString(), verdicts.Count, plans.Count));
            verdicts.Add(await CompareAsync(plan, left, right, verdicts.Count, plans.Count, cancellation).ConfigureAwait(false));
        }

        return new VerifyReport(VerifyMode.Live, default, default, verdicts, time.GetElapsedTime(began));
    }

    private async Task<TableVerdict> CompareAsync(ComparisonPlan plan, NpgsqlConnection left, NpgsqlConnection right, int done, int tables, CancellationToken cancellation)
    {
        if (plan.Fault is not null)
            return ExactVerification.VerdictOf(plan, (0, 0), new TableDifferences(plan, 0), plan.Fault);
        var (ofSource, ofTarget) = (new SnapshotSession(left, source.Database, DatabaseSide.Source), new SnapshotSession(right, sink.Database, DatabaseSide.Target));
        // What differs for now is no difference yet: nothing is left out of the list that is read again.
        var differences = new TableDifferences(plan, int.MaxValue);
        var rows = await ViewedAsync(left, right, () => new BucketComparison(ofSource, ofTarget, options).CompareAsync(plan, ComparisonSql.SourceRows(plan), [], differences, cancellation), cancellation)
            .ConfigureAwait(false);
        for (var round = 0; round < options.LiveRounds && differences.Found.Count > 0; round++)
        {
            progress?.Report(new VerifyProgress(VerifyStep.Rechecking, plan.Target.ToString(), done, tables));
            await Task.Delay(options.LivePause, time, cancellation).ConfigureAwait(false);
            await RecheckAsync(plan, ofSource, ofTarget, differences, cancellation).ConfigureAwait(false);
        }

        var listed = new TableDifferences(plan, options.MaxDifferences);
        foreach (var (digest, difference) in differences.Found)
            listed.Add(digest, difference);
        return ExactVerification.VerdictOf(plan, rows, listed, null);
    }

    private static async Task RecheckAsync(ComparisonPlan plan, SnapshotSession left, SnapshotSession right, TableDifferences differences, CancellationToken cancellation)
    {
        var digests = differences.Found.Keys.ToArray();
        var (ofSource, ofTarget) = (new Dictionary<string, RowDigests>(), new Dictionary<string, RowDigests>());
        await BucketComparison.BothAsync(
            left.QueryAsync(ComparisonSql.RowsOfKeys(ComparisonSql.SourceRows(plan)), RowDigests.Into(ofSource), cancellation, digests),
            right.QueryAsync(ComparisonSql.RowsOfKeys(ComparisonSql.TargetRows(plan)), RowDigests.Into(ofTarget), cancellation, digests)).ConfigureAwait(false);
        foreach (var digest in digests)
        {
            differences.Forget(digest);
            if (ofSource.GetValueOrDefault(digest) is var s && ofTarget.GetValueOrDefault(digest) is var t && (s is not null || t is not null))
                differences.Judge(digest, s, t);
        }
    }

    /// <summary>Buckets are summed first and read later: both must see the same rows.</summary>
    private static async Task<T> ViewedAsync<T>(NpgsqlConnection left, NpgsqlConnection right, Func<Task<T>> work, CancellationToken cancellation)
    {
        foreach (var connection in new[] { left, right })
        {
            await using var begin = new NpgsqlCommand("begin isolation level repeatable read read only; set local row_security = off", connection);
            await begin.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        var result = await work().ConfigureAwait(false);
        foreach (var connection in new[] { left, right })
        {
            await using var end = new NpgsqlCommand("commit", connection);
            await end.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        return result;
    }
}
