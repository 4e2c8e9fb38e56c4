using Bifrost.Postgres.Progress;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Resolves relations to plans, and makes the target's tables fit on the way. Runs inside the caller's transaction, whose rollback makes every plan void: see <see cref="Clear"/>.</summary>
internal sealed class TablePlanner(NpgsqlConnection connection, string sink, ITableRouter router, SourceFactsReader source, KnownTables known, JoiningTables joining)
{
    /// <summary>Tables whose facts are read beside those of the one that is needed: a pipeline of so many tables asks its source once when it begins.</summary>
    private const int ReadAhead = 200;

    private readonly Dictionary<uint, (Relation Relation, TablePlan? Plan)> _plans = [];
    private readonly Dictionary<TableName, SourceFacts> _facts = [];
    private readonly TargetCatalog _catalog = new(connection);

    /// <summary>True where the relation is known as it is: asking for its plan does no work.</summary>
    public bool TryGet(Relation relation, out TablePlan? plan)
    {
        plan = null;
        if (!_plans.TryGetValue(relation.Oid, out var entry))
            return false;
        if (!ReferenceEquals(entry.Relation, relation))
        {
            if (!IsSame(entry.Relation, relation))
                return false;
            // The rows that follow come with this one.
            _plans[relation.Oid] = (relation, entry.Plan);
        }

        plan = entry.Plan;
        return true;
    }

    public void Clear()
    {
        _plans.Clear();
        _facts.Clear();
    }

    /// <summary>Facts must be no older than the transactions whose rows they are for, so they are kept for one batch: what was read while it is written was read after all of it had committed.</summary>
    public void BeginBatch() => _facts.Clear();

    /// <returns>Null where the sink does not take the table, or not yet: it waits for its first copy.</returns>
    public async Task<TablePlan?> ResolveAsync(Relation relation, CancellationToken cancellation)
    {
        var facts = await FactsAsync(relation.Table, cancellation).ConfigureAwait(false);
        var route = router.Route(new RoutedRelation(relation.Table, [.. relation.Columns.Select(static c => c.Name)], KeyOf(relation, facts)));
        var plan = route is null || await joining.WaitsAsync(relation.Table, cancellation).ConfigureAwait(false) ? null : await PlanAsync(relation, route, facts, cancellation).ConfigureAwait(false);
        _plans[relation.Oid] = (relation, plan);
        return plan;
    }

    private async Task<SourceFacts?> FactsAsync(TableName table, CancellationToken cancellation)
    {
        if (_facts.TryGetValue(table, out var read))
            return read;
        var planned = _plans.Values.Select(static p => p.Relation.Table).ToHashSet();
        var ahead = 0;
        foreach (var (name, facts) in await source.ReadAsync(name => name == table || (router.IsCaptured(name) && !planned.Contains(name) && ahead++ < ReadAhead), cancellation).ConfigureAwait(false))
            _facts[name] = facts;
        return _facts.GetValueOrDefault(table);
    }

    private async Task<TablePlan> PlanAsync(Relation relation, TableRoute route, SourceFacts? facts, CancellationToken cancellation)
    {
        var target = await _catalog.FindAsync(route.Target, cancellation).ConfigureAwait(false);
        if (target is not null && facts is not null)
            await FollowHistoryAsync(relation, route, facts, target, cancellation).ConfigureAwait(false);
        target = await FitAsync(relation, route, facts, target, cancellation).ConfigureAwait(false);
        if (facts is not null)
        {
            GeneratedColumns.Check(route, facts, target);
            await known.RememberAsync(relation.Table, route.Target, SchemaHistory.Of(facts), cancellation).ConfigureAwait(false);
        }

        return TablePlanBuilder.Build(sink, relation, route, target);
    }

    private async Task FollowHistoryAsync(Relation relation, TableRoute route, SourceFacts facts, TargetTable target, CancellationToken cancellation)
    {
        if (await known.FindAsync(relation.Table, cancellation).ConfigureAwait(false) is not { } before)
            return;
        SchemaHistory.Check(sink, relation, route, facts, before, target);
        if (route.Evolution == SchemaEvolution.None)
            return;
        foreach (var column in SchemaHistory.Dropped(route, facts, before, target))
            await new TableEvolution(connection, _catalog, sink).LetBeEmptyAsync(route, column, cancellation).ConfigureAwait(false);
    }

    private async Task<TargetTable> FitAsync(Relation relation, TableRoute route, SourceFacts? facts, TargetTable? target, CancellationToken cancellation)
    {
        var evolution = new TableEvolution(connection, _catalog, sink);
        if (target is null)
        {
            if (route.Evolution == SchemaEvolution.None)
                throw SchemaFaults.NoTable(sink, relation.Table, route.Target);
            if (facts is null || relation.Columns.Any(c => facts.Column(c.Name) is null))
                throw SchemaFaults.GoneFromSource(sink, relation.Table, route.Target);
            await evolution.CreateAsync(route, facts, cancellation).ConfigureAwait(false);
            await evolution.AddKeyAsync(route, cancellation).ConfigureAwait(false);
            return (await _catalog.FindAsync(route.Target, cancellation).ConfigureAwait(false))!;
        }

        var missing = route.Columns.Where(c => target.Column(c.Target) is null).ToList();
        if (missing.Count > 0 && route.Evolution == SchemaEvolution.None)
            throw SchemaFaults.NoColumns(sink, relation.Table, route.Target, missing.Select(static c => c.Target));
        foreach (var column in missing)
            await evolution.AddColumnAsync(route, column, facts, await TypeOnWireAsync(relation, column, facts, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        var generated = facts is not null && route.Evolution != SchemaEvolution.None && await evolution.AddGeneratedAsync(route, facts, target, cancellation).ConfigureAwait(false);
        return missing.Count > 0 || generated ? (await _catalog.FindAsync(route.Target, cancellation).ConfigureAwait(false))! : target;
    }

    /// <summary>The type of a column that the source has dropped again since: by the OID that the wire gave.</summary>
    private async Task<string?> TypeOnWireAsync(Relation relation, ColumnRoute column, SourceFacts? facts, CancellationToken cancellation)
    {
        var name = column.Origin switch { ColumnOrigin.FromSource from => from.Column, ColumnOrigin.Masked masked => masked.Column, _ => null };
        if (name is null || facts?.Column(name) is not null)
            return null;
        return await source.TypeAsync(relation.Columns.First(c => c.Name == name), cancellation).ConfigureAwait(false)
            ?? throw SchemaFaults.NoType(sink, relation.Table, [(column.Target, "a type that the source has dropped since")]);
    }

    private static IReadOnlyList<string> KeyOf(Relation relation, SourceFacts? facts)
    {
        if (facts is not null && facts.Key.All(k => relation.Columns.Any(c => c.Name == k)))
            return facts.Key;
        // The catalog is of now, the relation of then: what the relation itself says comes next. FULL marks every column, which is no key.
        return relation.Identity == ReplicaIdentity.Full ? [] : [.. relation.Columns.Where(static c => c.IsKey).Select(static c => c.Name)];
    }

    private static bool IsSame(Relation before, Relation now) =>
        before.Table == now.Table && before.Identity == now.Identity && before.Columns.SequenceEqual(now.Columns);
}
