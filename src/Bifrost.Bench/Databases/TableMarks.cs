using System.Globalization;

namespace Bifrost.Bench.Databases;

/// <summary>
/// The mark in every table. Who sees the mark of <see cref="MarkTable"/> sees everything before it where a replica is written in the order of commits. Where it is
/// written table by table that says nothing of the others, so <c>orders</c> and those beside it have a row for the mark, too, which no workload touches. It is their last.
/// </summary>
internal static class TableMarks
{
    public const int Row = -1;

    /// <summary>One transaction's statements; the mark table's is the last.</summary>
    public static string Set(IReadOnlyList<SideTable> beside, long mark) =>
        string.Join("; ", Marked(beside).Select(table => Text($"update {table.Name} set {table.Column} = {mark} where id = {Row}")).Append(Text($"update {MarkTable.Name} set n = {mark} where id = {MarkTable.Mark}")));

    /// <summary>The mark that every table has reached; parameter <c>$1</c> the mark table's row.</summary>
    public static string Read(IReadOnlyList<SideTable> beside) =>
        $"select min(n) from ({string.Join(" union all ", Marked(beside).Select(static table => Text($"select {table.Column} from {table.Name} where id = {Row}")).Prepend(MarkTable.Read))}) marks";

    /// <summary>The number of rows of all tables; 0, for the price of a row of each, as long as one of the tables lacks its last.</summary>
    public static string ReadRows(IReadOnlyList<SideTable> beside)
    {
        var marked = Marked(beside).ToList();
        var last = string.Join(" and ", marked.Select(static table => Text($"exists (select from {table.Name} where id = {Row})")));
        var counts = string.Join(" + ", marked.Select(static table => table.Name).Append(MarkTable.Name).Select(static table => $"(select count(*) from {table})"));
        return $"select case when {last} then {counts} else 0 end";
    }

    private static IEnumerable<(string Name, string Column)> Marked(IReadOnlyList<SideTable> beside) =>
        beside.Where(static table => table.MarkColumn is not null).Select(static table => (table.Name, table.MarkColumn!)).Prepend((OrdersTable.Name, OrdersTable.MarkColumn));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
