using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>How rows of one relation are written. Holds for as long as the relation and the target table stay as they are.</summary>
internal sealed class TablePlan(
    Relation relation, TableRoute route, TargetTable target, IReadOnlyList<WrittenColumn> columns, IReadOnlyList<WrittenColumn> match, bool matchesWholeRow)
{
    private readonly Dictionary<string, RowShape> _updates = [];
    private RowShape? _insert;
    private RowShape? _upsert;
    private RowShape? _delete;
    private RowShape? _deleteAgain;

    public Relation Relation { get; } = relation;

    public TableRoute Route { get; } = route;

    public TargetTable Target { get; } = target;

    public IReadOnlyList<WrittenColumn> Columns { get; } = columns;

    /// <summary>The columns that find a row by its old image; empty where the source gives nothing to find it by.</summary>
    public IReadOnlyList<WrittenColumn> Match { get; } = match;

    /// <summary>By index in <see cref="Columns"/>: the column is one of <see cref="Match"/>.</summary>
    public IReadOnlyList<bool> IsMatch { get; } = [.. columns.Select(c => match.Any(m => ReferenceEquals(m, c)))];

    /// <summary>No key: the whole old row is matched, and one row of those that equal it is changed.</summary>
    public bool MatchesWholeRow { get; } = matchesWholeRow;

    public RowShape Insert => _insert ??= StatementBuilder.Insert(Target.Name, [.. Columns.Select(static c => c.Target)], null);

    public RowShape Upsert => _upsert ??= Route.Key.Count == 0 ? Insert : StatementBuilder.Insert(Target.Name, [.. Columns.Select(static c => c.Target)], Route.Key);

    public RowShape Delete => _delete ??= MatchesWholeRow
        ? StatementBuilder.DeleteOne(Target.Name, MatchTargets)
        : StatementBuilder.Delete(Target.Name, MatchTargets);

    /// <summary>As <see cref="Delete"/>, of a row that need not be there.</summary>
    public RowShape DeleteAgain => _deleteAgain ??= Delete with { Kind = RowKind.DeleteAgain };

    /// <summary>What the route's insert mode makes of an insert.</summary>
    public RowShape InsertOfRoute => Route.InsertMode == InsertMode.Insert ? Insert : Upsert;

    /// <summary>By column, '1' where an update of a whole image sets it.</summary>
    public string WholeMask { get; } = string.Concat(columns.Select(c => c.Target.IsIdentityAlways || match.Any(m => ReferenceEquals(m, c)) ? '0' : '1'));

    /// <summary>Rows are told apart by the key that they are found by.</summary>
    public bool IsKeyed { get; } = !matchesWholeRow && match.Count > 0;

    /// <summary>
    /// Rows may be put together and written set by set: what is written is in the row itself, a row is found by the key that an upsert meets it by, and the target does with a set what it does with rows.
    /// </summary>
    public bool TakesBulk { get; } = target.TakesSets && route.InsertMode != InsertMode.Update && route.Deletes != DeleteMode.Rewrite
        && columns.All(static c => c.Origin is not ColumnOrigin.Fact)
        && (matchesWholeRow || match.Count == 0
            ? route.Key.Count == 0
            : target.IsSought(route.Key) && match.Count == route.Key.Count && match.All(m => route.Key.Contains(m.Target.Name) && m.Origin is ColumnOrigin.FromSource));

    /// <summary>The route leaves such changes out, and the target as it is.</summary>
    public bool Skips(Change change) => change switch
    {
        RowInserted => Route.Skipped.HasFlag(SkippedOperations.Create),
        RowUpdated => Route.Skipped.HasFlag(SkippedOperations.Update),
        RowDeleted => Route.Skipped.HasFlag(SkippedOperations.Delete) || Route.Deletes == DeleteMode.Ignore,
        _ => false,
    };

    private IReadOnlyList<TargetColumn> MatchTargets => [.. Match.Select(static c => c.Target)];

    /// <param name="set">The columns that are set.</param>
    /// <param name="mask">Names the set of columns: one shape for each.</param>
    public RowShape Update(IReadOnlyList<WrittenColumn> set, string mask, bool mayMiss)
    {
        if (_updates.TryGetValue(mask, out var shape))
            return shape;
        IReadOnlyList<TargetColumn> targets = [.. set.Select(static c => c.Target)];
        shape = MatchesWholeRow
            ? StatementBuilder.UpdateOne(Target.Name, targets, MatchTargets, mayMiss)
            : StatementBuilder.Update(Target.Name, targets, MatchTargets, mayMiss);
        _updates.Add(mask, shape);
        return shape;
    }
}
