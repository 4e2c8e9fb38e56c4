using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Verify;

/// <summary>From both catalogs and the routes to plans. Pure.</summary>
internal sealed class ComparisonPlanner(ITableRouter router, IReadOnlyDictionary<string, IReadOnlyList<string>> keyColumns)
{
    /// <summary>The route of a source table; null where the sink does not follow it.</summary>
    public TableRoute? RouteOf(CatalogTable table) => !router.IsCaptured(table.Table.Name) ? null : router.Route(
        new RoutedRelation(table.Table.Name, [.. table.Table.Columns.Where(static c => !c.IsGenerated).Select(static c => c.Name)], RecordKey.Of(table, keyColumns)));

    /// <param name="targets">The target's tables by name.</param>
    public IReadOnlyList<ComparisonPlan> Plan(IReadOnlyList<CatalogTable> sources, IReadOnlyDictionary<TableName, CatalogTable> targets) =>
    [
        .. sources.Select(table => (Table: table, Route: RouteOf(table))).Where(static s => s.Route is not null)
            .GroupBy(static s => s.Route!.Target)
            .Select(group => PlanOf(group.Key, [.. group.Select(static s => (s.Table, s.Route!))], targets.GetValueOrDefault(group.Key))),
    ];

    private static ComparisonPlan PlanOf(TableName target, IReadOnlyList<(CatalogTable Table, TableRoute Route)> sources, CatalogTable? found)
    {
        var (first, route) = sources[0];
        var routed = sources.SelectMany(static s => s.Route.Columns).DistinctBy(static c => c.Target).ToList();
        var onTarget = found?.Table.Columns.ToDictionary(static c => c.Name) ?? [];
        List<ComparedColumn> columns = [];
        foreach (var column in routed.Where(c => c.Origin is not ColumnOrigin.Fact && onTarget.ContainsKey(c.Target)))
            columns.Add(Compared(onTarget[column.Target], SourceOf(column.Origin, first), onWire: true));
        var generated = first.Table.Columns.Where(c => route.Key.Count > 0 && c.IsGenerated && onTarget.ContainsKey(c.Name) && columns.All(o => o.Name != c.Name)).ToList();
        columns.AddRange(generated.Select(c => Compared(onTarget[c.Name], c, onWire: false)));
        var missing = routed.Select(static c => c.Target).Where(name => !onTarget.ContainsKey(name)).ToList();
        return new ComparisonPlan(
            target, columns, [.. route.Key.Select(key => columns.FindIndex(c => c.Name == key)).Where(static i => i >= 0)],
            [.. sources.Select(s => new SourcePart(s.Table, s.Route, [.. columns.Select(c => OriginOf(c, s.Route, generated))]))],
            route.Deletes == DeleteMode.Ignore || route.Skipped.HasFlag(SkippedOperations.Delete), FilterOf(route, onTarget),
            [.. routed.Where(static c => c.Origin is ColumnOrigin.Fact).Select(static c => c.Target)],
            found is null ? VerifyFaults.TargetTableMissing : missing.Count > 0 ? VerifyFaults.ColumnsMissing(missing) : null);
    }

    private static ComparedColumn Compared(SourceColumn target, SourceColumn? source, bool onWire) =>
        new(target.Name, target.Type, source is not null && source.Type != target.Type && !ComparedColumn.IsBuiltIn(target.Type), onWire);

    private static ColumnOrigin? OriginOf(ComparedColumn column, TableRoute route, List<SourceColumn> generated) =>
        route.Columns.FirstOrDefault(c => c.Target == column.Name)?.Origin ?? (generated.Any(g => g.Name == column.Name) ? new ColumnOrigin.FromSource(column.Name) : null);

    public static SourceColumn? SourceOf(ColumnOrigin? origin, CatalogTable table) => origin switch
    {
        ColumnOrigin.FromSource from => table.Table.Columns.FirstOrDefault(c => c.Name == from.Column),
        ColumnOrigin.Masked masked => table.Table.Columns.FirstOrDefault(c => c.Name == masked.Column),
        _ => null,
    };

    private static string? FilterOf(TableRoute route, Dictionary<string, SourceColumn> onTarget) =>
        route.Deletes == DeleteMode.Rewrite && route.Columns.FirstOrDefault(static c => c.Origin is ColumnOrigin.Fact { Of: ChangeFact.Deleted }) is { } deleted && onTarget.ContainsKey(deleted.Target)
            ? $"concat({SqlText.Name(deleted.Target)}) not in ('true', 't')"
            : null;
}
