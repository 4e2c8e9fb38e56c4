using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>What is asked of the source for a table's snapshot: its columns as they are, or a SELECT that adds constants, facts and masks.</summary>
/// <param name="Columns">Names of the columns that are copied, in the order of <paramref name="Targets"/>.</param>
/// <param name="Select">Null for the table itself.</param>
internal sealed record SnapshotSelect(IReadOnlyList<string> Columns, string? Select, IReadOnlyList<TargetColumn> Targets)
{
    /// <param name="configured"><c>snapshot.select.statement.overrides</c> for the table, or null.</param>
    public static SnapshotSelect Of(TableLoad load, TargetTable target, string? configured, in RowFacts facts)
    {
        GeneratedColumns.Check(load.Route, load.Facts, target);
        var written = load.Route.Columns.Where(c => !target.Column(c.Target)!.IsGenerated).ToList();
        IReadOnlyList<TargetColumn> targets = [.. written.Select(c => target.Column(c.Target)!)];
        if (written.All(static c => c.Origin is ColumnOrigin.FromSource))
            return new([.. written.Select(static c => ((ColumnOrigin.FromSource)c.Origin).Column)], configured, targets);
        var expressions = new List<string>();
        foreach (var column in written)
            expressions.Add($"{Expression(column.Origin, load.Route, facts)} as {SqlText.Name(column.Target)}");
        return new([.. written.Select(static c => c.Target)], $"select {string.Join(", ", expressions)} from {From(load, configured)} as q", targets);
    }

    /// <summary>A table that others inherit from sends its own rows alone, as its publication does; a partitioned one has no rows but its leaves'.</summary>
    private static string From(TableLoad load, string? configured) => configured is not null
        ? $"({configured.TrimEnd().TrimEnd(';')}\n)"
        : (load.Facts.Catalog.IsPartitioned ? "" : "only ") + SqlText.Table(load.Table.Name);

    private static string Expression(ColumnOrigin origin, TableRoute route, in RowFacts facts) => origin switch
    {
        ColumnOrigin.FromSource from => $"q.{SqlText.Name(from.Column)}",
        ColumnOrigin.Masked masked => $"case when q.{SqlText.Name(masked.Column)} is null then null else {SqlText.Literal(masked.Replacement)}::text end",
        ColumnOrigin.Constant constant => Text(constant.Text),
        ColumnOrigin.Fact fact => Text(facts.Text(fact.Of, route)),
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Not an origin of a column."),
    };

    private static string Text(string? text) => (text is null ? "null" : SqlText.Literal(text)) + "::text";
}
