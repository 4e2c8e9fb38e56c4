using Bifrost.Postgres.Sessions;

namespace Bifrost.Postgres.Verify;

/// <summary>
/// The queries of a comparison. Rows become text by <c>row(…)::text</c>, which prints every value by its type's own output function and keeps NULL, empty and separators apart;
/// keys and rows are known by the md5 of that text.
/// </summary>
internal static class ComparisonSql
{
    /// <summary>The rows of the source: <c>mk</c>, <c>mr</c> (md5 of key and row), <c>kk</c> (the key's texts), <c>cc</c> (md5 of each column).</summary>
    public static string SourceRows(ComparisonPlan plan) => string.Join("\nunion all\n", plan.Parts.Select(part => Rows(
        plan, i => plan.Columns[i].OnSource(part.Origins[i], ComparisonPlanner.SourceOf(part.Origins[i], part.Table)), From(part), null)));

    public static string TargetRows(ComparisonPlan plan) => Rows(plan, i => plan.Columns[i].OnTarget, SqlText.Table(plan.Target), plan.TargetFilter);

    /// <summary>Rows that are given as text, as the target would hold them. One text array per column.</summary>
    /// <param name="columns">Indexes of the columns that are given.</param>
    public static string GivenRows(ComparisonPlan plan, IReadOnlyList<int> columns)
    {
        var arrays = string.Join(", ", columns.Select(static (_, n) => $"${n + 1}::text[]"));
        var names = string.Join(", ", columns.Select(static i => $"c{i}"));
        string Of(int i) => plan.Columns[i].FromText($"c{i}");
        return $"select md5({RowText(plan.Identity, Of)}) as mk, {Digests(columns, Of)} as cc, n from unnest({arrays}) with ordinality as given ({names}, n) order by n";
    }

    /// <summary>Per bucket: its number, rows, and two sums of 64 bits of md5, which do not depend on order.</summary>
    public static string Buckets(string rows, int buckets, bool excluding) =>
        $"""
        select b, count(*), sum(hi)::text, sum(lo)::text from (
          select ('x' || substr(mk, 1, 8))::bit(32)::bigint % {buckets} as b, ('x' || substr(mr, 1, 16))::bit(64)::bigint as hi, ('x' || substr(mr, 17, 16))::bit(64)::bigint as lo
          from (select mk, mr from ({rows}) as r offset 0) as digests{(excluding ? " where mk not in (select unnest($1::text[]))" : "")}) as bucketed
        group by b
        """;

    public static string Count(string rows) => $"select count(*) from ({rows}) as r";

    /// <summary>Every row of some buckets.</summary>
    public static string RowsOfBuckets(string rows, int buckets, bool excluding) =>
        $"select mk, kk, cc from ({rows}) as r where ('x' || substr(mk, 1, 8))::bit(32)::bigint % {buckets} = any($1::bigint[]){(excluding ? " and mk not in (select unnest($2::text[]))" : "")}";

    /// <summary>The rows of some keys.</summary>
    public static string RowsOfKeys(string rows) => $"select mk, kk, cc from ({rows}) as r where mk in (select unnest($1::text[]))";

    /// <summary>Whole values of some keys of one source table, by the plan's columns, as the stream would carry them.</summary>
    public static string ValuesOfKeys(ComparisonPlan plan, SourcePart part)
    {
        var key = RowText(plan.Identity, i => plan.Columns[i].OnSource(part.Origins[i], ComparisonPlanner.SourceOf(part.Origins[i], part.Table)));
        var values = plan.Columns.Select((_, i) => ComparisonPlanner.SourceOf(part.Origins[i], part.Table) is { } column ? ComparedColumn.TextOf(SqlText.Name(column.Name)) : "null");
        return $"select mk, vv from (select md5({key}) as mk, array[{string.Join(", ", values)}]::text[] as vv from {From(part)}) as r where mk in (select unnest($1::text[]))";
    }

    private static string Rows(ComparisonPlan plan, Func<int, string> expression, string from, string? filter)
    {
        var all = Enumerable.Range(0, plan.Columns.Count).ToList();
        var keys = string.Join(", ", plan.Identity.Select(i => $"concat({expression(i)})"));
        return $"select md5({RowText(plan.Identity, expression)}) as mk, md5({RowText(all, expression)}) as mr, array[{keys}]::text[] as kk, {Digests(all, expression)} as cc from {from}{(filter is null ? "" : " where " + filter)}";
    }

    private static string RowText(IEnumerable<int> columns, Func<int, string> expression) => $"row({string.Join(", ", columns.Select(expression))})::text";

    private static string Digests(IEnumerable<int> columns, Func<int, string> expression) =>
        $"array[{string.Join(", ", columns.Select(i => $"md5(row({expression(i)})::text)"))}]::text[]";

    private static string From(SourcePart part) => (part.Table.IsPartitioned ? "" : "only ") + SqlText.Table(part.Table.Table.Name);
}
