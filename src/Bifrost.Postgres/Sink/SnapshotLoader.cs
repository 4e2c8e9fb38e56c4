using Bifrost.Postgres.Progress;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Loads a snapshot's tables, each in the caller's transaction. Bytes go through as the source sent them.</summary>
internal sealed class SnapshotLoader(
    NpgsqlConnection connection, SourceSettings source, string sink, ITableRouter router, SourceFactsReader reader, KnownTables known, TimeProvider time)
{
    private readonly TargetCatalog _catalog = new(connection);

    /// <summary>The tables that the sink takes, parents first.</summary>
    /// <param name="wanted">Only these; null for all.</param>
    public async Task<IReadOnlyList<TableLoad>> PlanAsync(ISnapshot snapshot, CancellationToken cancellation, Predicate<TableName>? wanted = null)
    {
        List<SourceTable> tables = [.. snapshot.Tables.Where(t => wanted?.Invoke(t.Name) != false)];
        var facts = await reader.ReadAsync([.. tables.Select(static t => t.Name)], cancellation).ConfigureAwait(false);
        var loads = new List<TableLoad>();
        foreach (var table in tables)
        {
            var found = facts.GetValueOrDefault(table.Name)
                ?? throw new ReplicationException(FailureKind.Unavailable, $"Sink {sink}: the table {table.Name} was dropped from the source while its snapshot began; beginning again.");
            if (router.Route(new RoutedRelation(table.Name, found.WrittenColumns, found.Key)) is { } route)
                loads.Add(new TableLoad(table, found, route));
        }

        return await TableOrder.SortAsync(connection, loads, cancellation).ConfigureAwait(false);
    }

    /// <summary>What a signal names, in the caller's transaction: rows are added and replaced by key, none is taken away.</summary>
    /// <returns>The rows, and a sentence of what was copied.</returns>
    public async Task<(long Rows, string Message)> CopyAsync(SnapshotRequest request, ISnapshot view, Action<string, long> loading, CancellationToken cancellation)
    {
        var tables = new RequestedTables(request, router);
        var loads = await PlanAsync(view, cancellation, tables.IsNamed).ConfigureAwait(false);
        if (loads.Count == 0)
            return (0, $"Nothing was copied: this sink follows no table that {string.Join(", ", request.Collections)} names.");
        var copied = 0L;
        foreach (var load in loads)
        {
            var target = await FitAsync(load, cancellation).ConfigureAwait(false);
            if (load.Route.Key.Count == 0 || !target.IsUnique(load.Route.Key))
                throw SchemaFaults.NoKeyToCopyBy(sink, load.Table.Name, load.Route.Target);
            var select = SnapshotSelect.Of(load, target, tables.SelectFor(load) ?? source.SnapshotSelects.GetValueOrDefault(load.Table.Name.ToString()), FactsOf(view));
            var format = CopyFormats.Of(load.Table, select);
            await new TableFill(connection, sink, load, target, select, format).AddAsync(() => view.OpenCopyAsync(load.Table, select.Columns, select.Select, format, cancellation), n => loading(load.Route.Topic, Counted(n)), cancellation).ConfigureAwait(false);
            await known.RememberAsync(load.Table.Name, load.Route.Target, SchemaHistory.Of(load.Facts), cancellation).ConfigureAwait(false);
        }

        return (copied, $"Copied {copied} rows of {string.Join(", ", loads.Select(static l => l.Table.Name))}, as they were at {view.ConsistentPoint}.");

        long Counted(long rows)
        {
            copied += rows;
            return rows;
        }
    }

    public async Task LoadAsync(ISnapshot snapshot, TableLoad load, bool withRows, Action<string, long> loading, CancellationToken cancellation)
    {
        var isNew = await _catalog.FindAsync(load.Route.Target, cancellation).ConfigureAwait(false) is null;
        var target = await FitAsync(load, cancellation, withKey: false).ConfigureAwait(false);
        if (withRows)
        {
            var select = SnapshotSelect.Of(load, target, source.SnapshotSelects.GetValueOrDefault(load.Table.Name.ToString()), FactsOf(snapshot));
            var format = CopyFormats.Of(load.Table, select);
            await new TableFill(connection, sink, load, target, select, format).FillAsync(
                () => snapshot.OpenCopyAsync(load.Table, select.Columns, select.Select, format, cancellation), isNew, await IsSharedAsync(load, cancellation).ConfigureAwait(false), n => loading(load.Route.Topic, n), cancellation).ConfigureAwait(false);
        }

        if (isNew)
            await new TableEvolution(connection, _catalog, sink).AddKeyAsync(load.Route, cancellation).ConfigureAwait(false);
        await known.RememberAsync(load.Table.Name, load.Route.Target, SchemaHistory.Of(load.Facts), cancellation).ConfigureAwait(false);
    }

    /// <summary>Statistics, so that the first updates find their rows by the key. A role that may not analyze gets the server's warning, no failure.</summary>
    public async Task AnalyzeAsync(IReadOnlyList<TableLoad> loads, CancellationToken cancellation)
    {
        foreach (var table in loads.Select(static l => l.Route.Target).Distinct())
        {
            await using var command = new NpgsqlCommand($"analyze {SqlText.Table(table)}", connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private Task<bool> IsSharedAsync(TableLoad load, CancellationToken cancellation) => known.IsSharedAsync(load.Table.Name, load.Route.Target, cancellation);

    private RowFacts FactsOf(ISnapshot snapshot) => new(source.Database.Database, snapshot.ConsistentPoint, null, time.GetUtcNow(), 'r', Deleted: false);

    /// <param name="withKey">False for a load that makes the key itself, when the rows are there.</param>
    private async Task<TargetTable> FitAsync(TableLoad load, CancellationToken cancellation, bool withKey = true)
    {
        var evolution = new TableEvolution(connection, _catalog, sink);
        var target = await _catalog.FindAsync(load.Route.Target, cancellation).ConfigureAwait(false);
        if (target is null)
        {
            if (load.Route.Evolution == SchemaEvolution.None)
                throw SchemaFaults.NoTable(sink, load.Table.Name, load.Route.Target);
            await evolution.CreateAsync(load.Route, load.Facts, cancellation).ConfigureAwait(false);
            if (withKey)
                await evolution.AddKeyAsync(load.Route, cancellation).ConfigureAwait(false);
            return (await _catalog.FindAsync(load.Route.Target, cancellation).ConfigureAwait(false))!;
        }

        var missing = load.Route.Columns.Where(c => target.Column(c.Target) is null).ToList();
        if (missing.Count == 0)
            return target;
        if (load.Route.Evolution == SchemaEvolution.None)
            throw SchemaFaults.NoColumns(sink, load.Table.Name, load.Route.Target, missing.Select(static c => c.Target));
        foreach (var column in missing)
            await evolution.AddEmptyColumnAsync(load.Route, column, load.Facts, cancellation).ConfigureAwait(false);
        return (await _catalog.FindAsync(load.Route.Target, cancellation).ConfigureAwait(false))!;
    }
}
