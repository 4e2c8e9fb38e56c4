namespace Bifrost.Cli.Printing;

/// <summary>Rows under headings, as plain text; how a result looks to a person.</summary>
/// <param name="Caption">A line above the table; null for none.</param>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Caption = null)
{
    /// <summary>Lines printed below the table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What is printed instead where there are no rows.</summary>
    public string WhenEmpty { get; init; } = "Nothing to show.";

    public static Table Of<T>(IEnumerable<T> items, params (string Heading, Func<T, string?> Cell)[] columns) => new(
        [.. columns.Select(static column => column.Heading)],
        [.. items.Select(item => columns.Select(column => column.Cell(item) ?? "").ToArray())]);
}
