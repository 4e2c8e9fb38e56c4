using Bifrost.Postgres.Sessions;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>The SQL that merges a staging table, aliased <c>s</c>, into a target, aliased <c>t</c>. The stage's columns are called and typed as the target's.</summary>
internal static class BulkStatements
{
    public static string Update(TablePlan plan, string stage, IReadOnlyList<WrittenColumn> set) =>
        ByIndex($"update {Table(plan)} as t set {string.Join(", ", set.Select(static c => $"{Name(c)} = s.{Name(c)}"))} from {stage} as s where {Match(plan)}");

    public static string Delete(TablePlan plan, string stage) => ByIndex($"delete from {Table(plan)} as t using {stage} as s where {Match(plan)}");

    public static string Insert(TablePlan plan, string stage)
    {
        var columns = SqlText.Names(plan.Columns.Select(static c => c.Target.Name));
        return StatementBuilder.Into(plan.Route.Target, [.. plan.Columns.Select(static c => c.Target)]) + $" select {columns} from {stage}"
            + (plan.Route.Key.Count == 0 ? "" : StatementBuilder.OnConflict([.. plan.Columns.Select(static c => c.Target)], plan.Route.Key));
    }

    /// <summary>
    /// The server knows nothing of a stage's rows, and would rather hash or sort the whole target. They come in the order of the source's pages, which is about that of the target's, so to
    /// find each by the key's index takes two thirds of the time, and never more than the changes are worth, however large the table is.
    /// </summary>
    private static string ByIndex(string merge) =>
        $"set local enable_hashjoin = off; set local enable_mergejoin = off; {merge}; set local enable_hashjoin to default; set local enable_mergejoin to default";

    private static string Table(TablePlan plan) => SqlText.Table(plan.Route.Target);

    private static string Name(WrittenColumn column) => SqlText.Name(column.Target.Name);

    private static string Match(TablePlan plan) => string.Join(" and ", plan.Match.Select(static c => StatementBuilder.Equals(c.Target, $"s.{Name(c)}")));
}
