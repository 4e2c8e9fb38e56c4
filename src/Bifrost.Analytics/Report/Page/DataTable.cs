namespace Bifrost.Analytics.Report.Page;

/// <summary>A column of a table.</summary>
/// <param name="IsNumber">Aligned at its last digit.</param>
internal sealed record Column(string Heading, bool IsNumber = false);

/// <summary>Rows under headings. Tables of many columns become one block for each row on a narrow screen; their roles are written out, because a browser drops them with the layout.</summary>
internal static class DataTable
{
    /// <summary>Columns that still stand side by side on a narrow screen.</summary>
    private const int ColumnsSideBySide = 4;

    public static Html Of(string caption, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Html>> rows) => Html.Of($"""
        <div class="table"><table role="table"{(columns.Count > ColumnsSideBySide ? Html.Of($" class=\"stack\"") : Html.Nothing)}>
        <caption>{caption}</caption>
        <thead role="rowgroup"><tr role="row">{columns.Select(static column => Html.Of($"<th role=\"columnheader\" scope=\"col\"{Kind(column)}>{column.Heading}</th>"))}</tr></thead>
        <tbody role="rowgroup">
        {rows.Select(row => Row(columns, row))}</tbody>
        </table></div>

        """);

    /// <summary>A table that is folded away until a reader wants it.</summary>
    public static Html Folded(string summary, Html table) => Html.Of($"<details><summary>{summary}</summary>\n{table}</details>\n");

    public static Html Cell(string text) => Html.Text(text);

    private static Html Row(IReadOnlyList<Column> columns, IReadOnlyList<Html> cells) => Html.Of($"""
        <tr role="row">{cells.Select((cell, at) => at == 0
            ? Html.Of($"<th role=\"rowheader\" scope=\"row\"{Kind(columns[at])}>{cell}</th>")
            : Html.Of($"<td role=\"cell\" data-label=\"{columns[at].Heading}\"{Kind(columns[at])}>{cell}</td>"))}</tr>

        """);

    private static Html Kind(Column column) => column.IsNumber ? Html.Of($" class=\"number\"") : Html.Nothing;
}
