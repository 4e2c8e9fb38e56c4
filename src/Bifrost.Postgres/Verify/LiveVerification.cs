using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Npgsql;

namespace Bifrost.Postgres.Verify;

/// <summary>
/// For a target that keeps no position (a Kafka sink's). Both sides as they are, then only what differed is looked at again, tables that the sink has yet to make
/// included: a row that agreed once is equal. It ends when all agree, or when what differs has stood still for as long as
/// <see cref="VerifyOptions.LiveStandstill"/>. A row that is changed all the time may be named wrongly; run it again, or let the writers rest.
/// </summary>
internal sealed class LiveVerification(
    SourceSettings source, SinkSettings sink, ITableRouter router, VerifyOptions options, TimeProvider time, IProgress<VerifyProgress>? progress)
{
    private readonly ComparisonPlanner _planner = new(router, source.KeyColumns);

    public async Task<VerifyReport> RunAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        await using var left = await PostgresSession.OpenAsync(source.Database, "bifrost verify", cancellation).ConfigureAwait(false);
        await using var right = await PostgresSession.OpenAsync(sink.Database, "bifrost verify", cancellation).ConfigureAwait(false);
        var (ofSource, ofTarget) = (new SnapshotSession(left, source.Database, DatabaseSide.Source), new SnapshotSession(right, sink.Database, DatabaseSide.Target));
        var viaRoot = (await Publications.PublicationState.FindAsync(left, source.PublicationName, cancellation).ConfigureAwait(false))?.ViaPartitionRoot ?? source.PublishViaPartitionRoot;
        var sources = SourceCatalog.Published(await SourceCatalog.ReadAsync(left, router.IsCaptured, cancellation).ConfigureAwait(false), viaRoot);
        var tables = (await PlanAsync(sources, right, cancellation).ConfigureAwait(false)).Select(plan => new LiveTable(plan, options)).ToList();
        await LookUntilSettledAsync(tables, sources, ofSource, ofTarget, cancellation).ConfigureAwait(false);
        var verdicts = new List<TableVerdict>();
        foreach (var table in tables)
            verdicts.Add(await table.VerdictAsync(ofSource, ofTarget, cancellation).ConfigureAwait(false));
        return new VerifyReport(VerifyMode.Live, default, default, verdicts, time.GetElapsedTime(began));
    }

    private async Task LookUntilSettledAsync(IReadOnlyList<LiveTable> tables, IReadOnlyList<CatalogTable> sources, SnapshotSession left, SnapshotSession right, CancellationToken cancellation)
    {
        var moved = time.GetTimestamp();
        for (var round = 0; ; round++)
        {
            var before = tables.Select(static table => table.State).ToList();
            var looked = time.GetTimestamp();
            foreach (var table in tables.Where(static table => !table.IsSettled))
            {
                progress?.Report(new VerifyProgress(round == 0 ? VerifyStep.Comparing : VerifyStep.Rechecking, table.Plan.Target.ToString(), tables.Count(static one => one.IsSettled), tables.Count));
                await table.LookAsync(left, right, cancellation).ConfigureAwait(false);
            }

            if (round == 0 || !tables.Select(static table => table.State).SequenceEqual(before))
                moved = time.GetTimestamp();
            if (tables.All(static table => table.IsSettled) || time.GetElapsedTime(moved) >= options.LiveStandstill)
                return;
            // A sink that has failed writes nothing more: what differs now stays different.
            if (time.GetElapsedTime(moved) >= options.StoppedGrace && options.WhyStopped is { } ask && await ask(sink.Connector, cancellation).ConfigureAwait(false) is not null)
                return;
            // As long as the look itself took, where that is longer: the databases have other work.
            var took = time.GetElapsedTime(looked);
            await Task.Delay(took > options.LivePause ? took : options.LivePause, time, cancellation).ConfigureAwait(false);
            await PlanAnewAsync(tables, sources, right.Connection, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A sink makes tables and columns when their first record comes.</summary>
    private async Task PlanAnewAsync(IReadOnlyList<LiveTable> tables, IReadOnlyList<CatalogTable> sources, NpgsqlConnection right, CancellationToken cancellation)
    {
        if (tables.All(static table => table.Plan.Fault is null))
            return;
        var plans = (await PlanAsync(sources, right, cancellation).ConfigureAwait(false)).ToDictionary(static plan => plan.Target);
        foreach (var table in tables.Where(static table => table.Plan.Fault is not null))
            table.Plan = plans[table.Plan.Target];
    }

    private async Task<IReadOnlyList<ComparisonPlan>> PlanAsync(IReadOnlyList<CatalogTable> sources, NpgsqlConnection right, CancellationToken cancellation) =>
        _planner.Plan(sources, await ExactVerification.TargetTablesAsync(right, cancellation).ConfigureAwait(false));
}
