using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Progress;
using Bifrost.Postgres.Publications;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;

namespace Bifrost.Postgres.Sink;

/// <summary>
/// Tables that join a stream that runs. What the target has never had a copy of may have rows that the stream says nothing of, so it waits for a view of the source: its changes up to the
/// view are passed over, the view is copied, its changes from there on are applied. It is known by <c>bifrost.tables</c>, in which each copied table stands.
/// </summary>
internal sealed class JoiningTables(SourceSettings source, ITableRouter router, KnownTables known, SignalLog log)
{
    private readonly List<SignalReport> _reports = [];

    /// <summary><c>no_data</c>: rows that are there are never copied.</summary>
    private bool IsOff => source.SnapshotMode == SnapshotMode.NoData;

    /// <summary>The table waits for its first copy; notes it where it is met for the first time. Runs in the caller's transaction.</summary>
    public async Task<bool> WaitsAsync(TableName table, CancellationToken cancellation)
    {
        if (IsOff || await known.FindAsync(table, cancellation).ConfigureAwait(false) is not null)
            return false;
        if (!(await log.JoiningAsync(cancellation).ConfigureAwait(false)).Contains(table))
            _reports.Add(await log.JoinAsync(table, cancellation).ConfigureAwait(false));
        return true;
    }

    /// <summary>What was noted since it was last asked.</summary>
    public IReadOnlyList<SignalReport> Take()
    {
        IReadOnlyList<SignalReport> taken = [.. _reports];
        _reports.Clear();
        return taken;
    }

    /// <summary>What there is to note now; null for nothing.</summary>
    public async Task<(IReadOnlyList<TableName> Joined, IReadOnlyList<string> Left)?> LookAsync(CancellationToken cancellation)
    {
        if (IsOff)
            return null;
        var sent = await SentAsync(cancellation).ConfigureAwait(false);
        var copied = await known.NamesAsync(cancellation).ConfigureAwait(false);
        var waiting = await log.JoiningAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<TableName> joined = [.. sent.Where(t => !copied.Contains(t.ToString()) && !waiting.Contains(t))];
        IReadOnlyList<string> left = [.. copied.Except(sent.Select(static t => t.ToString()), StringComparer.Ordinal)];
        return joined.Count + left.Count == 0 ? null : (joined, left);
    }

    public async Task NoteAsync(IReadOnlyList<TableName> joined, IReadOnlyList<string> left, CancellationToken cancellation)
    {
        foreach (var table in left)
            await known.ForgetAsync(table, cancellation).ConfigureAwait(false);
        foreach (var table in joined)
            await log.JoinAsync(table, cancellation).ConfigureAwait(false);
    }

    /// <summary>What the source sends now and the sink takes.</summary>
    private Task<IReadOnlyList<TableName>> SentAsync(CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<IReadOnlyList<TableName>>(source.Database, DatabaseSide.Source, "looking for tables that joined", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost catalog", cancellation).ConfigureAwait(false);
            var publication = await PublicationState.FindAsync(connection, source.PublicationName, cancellation).ConfigureAwait(false);
            var captured = await SourceCatalog.ReadAsync(connection, router.IsCaptured, cancellation).ConfigureAwait(false);
            return [.. captured.Where(t => publication?.Tables.Contains(t.Table.Name) == true && !source.SignalTables.Contains(t.Table.Name) && IsTaken(t)).Select(static t => t.Table.Name)];
        });

    private bool IsTaken(CatalogTable table) => router.Route(new RoutedRelation(
        table.Table.Name, [.. table.Table.Columns.Where(static c => !c.IsGenerated).Select(static c => c.Name)], RecordKey.Of(table, source.KeyColumns))) is not null;
}
