using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;

namespace Bifrost.Postgres.Sink;

/// <summary>Which tables a signal names, and which of their rows.</summary>
internal sealed class RequestedTables(SnapshotRequest request, ITableRouter router)
{
    private readonly IReadOnlyList<Predicate<TableName>> _named = [.. request.Collections.Select(router.Naming)];
    private readonly IReadOnlyList<(Predicate<TableName> Table, string Filter)> _filters = [.. request.Conditions.Select(c => (router.Naming(c.Collection), c.Filter))];

    public bool IsNamed(TableName table) => _named.Any(one => one(table));

    /// <summary>The SELECT of a table with a condition; null where there is none. With several conditions for one table the first is taken, as Debezium does.</summary>
    public string? SelectFor(TableLoad load)
    {
        if (_filters.FirstOrDefault(one => one.Table(load.Table.Name)) is not { Filter: { } filter })
            return null;
        return request.Kind == SnapshotKind.Blocking
            ? filter
            : $"select * from {(load.Facts.Catalog.IsPartitioned ? "" : "only ")}{SqlText.Table(load.Table.Name)} where ({filter}\n)";
    }
}
