using Bifrost.Analytics.Report.Content;

namespace Bifrost.Analytics.Report.Page;

/// <summary>What the ETL found in the published files.</summary>
internal static class InputsSection
{
    private static readonly Column[] Columns = [new("File"), new("Table"), new("Rows", true), new("Rejected", true), new("Merged", true), new("Months")];

    public static Html Of(IReadOnlyList<LoadedInput> inputs, string? unknown) => Html.Of($"""
        <section aria-labelledby="inputs">
        <h2 id="inputs">Inputs of the ETL</h2>
        {(inputs.Count == 0 ? Html.Of($"<p class=\"empty\">{Prose.Of(unknown ?? "No file was loaded from here yet.")}</p>\n") : Table(inputs))}</section>

        """);

    private static Html Table(IReadOnlyList<LoadedInput> inputs) => Html.Of($"<div class=\"panel\">{Rows(inputs)}</div>\n");

    private static Html Rows(IReadOnlyList<LoadedInput> inputs) => DataTable.Of(
        $"{Figures.Count(inputs.Sum(static input => input.Read))} rows read, {Figures.Count(inputs.Sum(static input => input.Rejected))} rejected", Columns, inputs.Select(Cells));

    private static IReadOnlyList<Html> Cells(LoadedInput input) =>
    [
        DataTable.Cell(input.File), DataTable.Cell(input.Table), DataTable.Cell(Figures.Count(input.Read)), Rejected(input), DataTable.Cell(Figures.Count(input.Merged)),
        DataTable.Cell(Figures.Months(input.FirstMonth, input.LastMonth)),
    ];

    private static Html Rejected(LoadedInput input) =>
        input.Reasons.Length == 0 ? Html.Text(Figures.Count(input.Rejected)) : Html.Of($"{Figures.Count(input.Rejected)}<br><small>{input.Reasons}</small>");
}
