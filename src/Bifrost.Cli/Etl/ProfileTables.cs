using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;

namespace Bifrost.Cli.Etl;

/// <summary>How profiles look to a person.</summary>
internal static class ProfileTables
{
    /// <summary>More would make the table too wide; JSON and YAML have all that the profile has.</summary>
    private const int ValuesShown = 3;

    /// <summary>The inputs, their columns, and what was rejected where something was.</summary>
    public static Func<ProfileReport, Table>[] Of(ProfileReport report) =>
        report.Profiles.Count == 0 ? [Inputs] : report.Profiles.Any(static profile => profile.Rejects.Count > 0) ? [Inputs, Columns, Rejects] : [Inputs, Columns];

    private static Table Inputs(ProfileReport report) => Table.Of(report.Profiles,
        ("File", static profile => profile.File),
        ("Table", static profile => profile.Table),
        ("Read", static profile => Number(profile.Read)),
        ("Rejected", static profile => Number(profile.Rejected)),
        ("Merged", static profile => profile.Merged is { } merged ? Number(merged) : "?"),
        ("Months", Months),
        ("Total", static profile => Number(profile.Total)),
        ("Per row", static profile => Range(profile))) with
    {
        WhenEmpty = "Nothing was loaded yet: `bifrost etl profile FILE` shows a file without loading it.",
        Notes = report.Profiles.Any(static profile => profile.Merged is null) ? ["Merged ?: too many rows to tell without a database; a load tells."] : [],
    };

    private static Table Columns(ProfileReport report) => Table.Of(
        report.Profiles.SelectMany(static profile => profile.Columns, static (profile, column) => (profile, column)),
        ("File", static row => row.profile.File),
        ("Column", static row => row.column.Name),
        ("Distinct", static row => Distinct(row.column)),
        ("Blank", static row => Number(row.column.Blanks)),
        ("Most frequent", static row => string.Join(", ", row.column.Values.Take(ValuesShown).Select(static value => $"{value.Value} {Number(value.Rows)}")))) with
    {
        Caption = "",
    };

    private static Table Rejects(ProfileReport report) => Table.Of(
        report.Profiles.SelectMany(static profile => profile.Rejects, static (profile, reject) => (profile, reject)),
        ("File", static row => row.profile.File),
        ("Rejected for", static row => Reason(row.reject)),
        ("Rows", static row => Number(row.reject.Rows))) with
    {
        Caption = "",
    };

    /// <summary>One line of a load's report.</summary>
    public static string Line(InputProfile profile)
    {
        if (profile.Years.Count == 0)
            return $"{profile.File}: no row";
        var blank = profile.Columns.Where(static column => column.Blanks > 0).Select(static column => $"{column.Name} {Number(column.Blanks)}").ToList();
        return $"{profile.File}: {Months(profile)}, total {Number(profile.Total)} ({Range(profile)} a row); "
            + $"distinct: {string.Join(", ", profile.Columns.Select(static column => $"{column.Name} {Distinct(column)}"))}{(blank.Count > 0 ? $"; blank: {string.Join(", ", blank)}" : "")}";
    }

    private static string Months(InputProfile profile) => (profile.FirstMonth, profile.LastMonth) switch
    {
        ({ } first, { } last) when first == last => Text($"{first:yyyy-MM}"),
        ({ } first, { } last) => Text($"{first:yyyy-MM} to {last:yyyy-MM}"),
        _ => "",
    };

    private static string Range(InputProfile profile) => (profile.LeastTotal, profile.MostTotal) switch
    {
        ({ } least, { } most) => Text($"{least:N0} to {most:N0}"),
        _ => "",
    };

    private static string Distinct(ColumnProfile column) => column.IsExact ? Number(column.Distinct) : $"more than {Number(column.Distinct)}";

    private static string Reason(RejectCount reject) => $"{(reject.Column is { } column ? $"{column}: " : "")}{reject.Reason switch
    {
        RejectKind.FieldCount => "too many or too few fields",
        RejectKind.Quotes => "quotes that do not pair",
        RejectKind.TooLong => "too long",
        RejectKind.Blank => "blank",
        RejectKind.NotANumber => "not a number",
        RejectKind.OutOfRange => "out of range",
        RejectKind.NotAFlag => "neither S nor N",
        RejectKind.UnknownUnit => "no federative unit",
        var other => throw new ArgumentOutOfRangeException(nameof(reject), other, null),
    }}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
