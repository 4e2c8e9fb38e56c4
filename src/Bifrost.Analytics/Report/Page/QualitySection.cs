using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>How clean a star's data are: unknown members, reconciliation, municípios without a match.</summary>
internal static class QualitySection
{
    /// <summary>Municípios that are listed before the rest is folded away.</summary>
    private const int MunicipalitiesShown = 10;

    private static readonly Column[] UnknownColumns = [new("Dimension"), new("Rows", true), new("Share", true)];

    private static readonly Column[] ReconciliationColumns = [new("Fact"), new("Rows replicated", true), new("Rows in the fact", true), new("Total replicated", true), new("Total in the fact", true), new("Verdict")];

    private static readonly Column[] MunicipalityColumns = [new("Município"), new("UF"), new("Rows", true), new("Total", true)];

    public static Html Of(Star star, string id) => Html.Of($"""
        <section aria-labelledby="{id}-quality">
        <h3 id="{id}-quality">Data quality</h3>
        <h4>Replicated tables against facts</h4>
        {(star.Reconciliations.Count == 0 ? StarSection.NoRows("star." + MartQueries.Reconciliations) : Panel(DataTable.Of("What arrived against what the facts hold", ReconciliationColumns, star.Reconciliations.Select(Cells))))}
        <h4>Unknown members</h4>
        <p class="note">Rows of a fact whose value is blank, or known to no dimension. They are kept, and counted here.</p>
        <div class="panels">
        {star.Unknown.GroupBy(static row => row.Fact).Select(UnknownOf)}</div>
        <h4>Municípios that IBGE does not know</h4>
        {Unmatched([.. star.Unmatched.OrderByDescending(static row => row.Total).ThenBy(static row => row.Uf, StringComparer.Ordinal).ThenBy(static row => row.Municipality, StringComparer.Ordinal)])}</section>

        """);

    private static Html UnknownOf(IGrouping<string, UnknownMembers> fact) => Panel(DataTable.Of(
        $"{Words.Fact(fact.Key)}: {Figures.Count(fact.First().Rows)} rows", UnknownColumns, fact.OrderByDescending(static row => row.UnknownRows).ThenBy(static row => row.Dimension, StringComparer.Ordinal).Select(Cells)));

    private static Html Panel(Html content) => Html.Of($"<div class=\"panel\">{content}</div>\n");

    private static Html Unmatched(IReadOnlyList<UnmatchedMunicipality> names)
    {
        if (names.Count == 0)
            return Html.Of($"<p class=\"note\">None: every name was found within its UF.</p>\n");
        var caption = $"{Figures.Count(names.Count)} {(names.Count == 1 ? "name" : "names")}, {Figures.Count(names.Sum(static name => name.Rows))} rows";
        return Panel(Html.Join(
        [
            DataTable.Of(caption, MunicipalityColumns, names.Take(MunicipalitiesShown).Select(Cells)),
            names.Count <= MunicipalitiesShown ? Html.Nothing : DataTable.Folded($"The other {Figures.Count(names.Count - MunicipalitiesShown)}", DataTable.Of("Smaller ones", MunicipalityColumns, names.Skip(MunicipalitiesShown).Select(Cells))),
        ]));
    }

    private static IReadOnlyList<Html> Cells(Reconciliation fact) =>
    [
        DataTable.Cell(Words.Fact(fact.Fact)), DataTable.Cell(Figures.Count(fact.SourceRows)), DataTable.Cell(Figures.Count(fact.FactRows)), DataTable.Cell(Figures.Count(fact.SourceTotal)), DataTable.Cell(Figures.Count(fact.FactTotal)),
        fact.Agrees ? Pill.Of(FindingLevel.Good, "equal") : Pill.Of(FindingLevel.Differs, "different"),
    ];

    private static IReadOnlyList<Html> Cells(UnknownMembers row) =>
        [DataTable.Cell(Words.Dimension(row.Dimension)), DataTable.Cell(Figures.Count(row.UnknownRows)), DataTable.Cell(Figures.Share(row.UnknownRows, row.Rows))];

    private static IReadOnlyList<Html> Cells(UnmatchedMunicipality name) =>
        [DataTable.Cell(name.Municipality.Length == 0 ? "(blank)" : name.Municipality), DataTable.Cell(name.Uf.Length == 0 ? "(blank)" : name.Uf), DataTable.Cell(Figures.Count(name.Rows)), DataTable.Cell(Figures.Count(name.Total))];
}
