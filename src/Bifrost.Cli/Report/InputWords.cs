using System.Globalization;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;

namespace Bifrost.Cli.Report;

/// <summary>Why rows were rejected, in words.</summary>
internal static class InputWords
{
    public static string Of(RejectCount count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count.Rows:N0} {Word(count.Reason)}{(count.Column is { } column ? $" in {column}" : "")}");

    private static string Word(RejectKind kind) => kind switch
    {
        RejectKind.FieldCount => "with too many or too few fields",
        RejectKind.Quotes => "with quotes that do not pair",
        RejectKind.TooLong => "too long",
        RejectKind.Blank => "blank",
        RejectKind.NotANumber => "not a number",
        RejectKind.OutOfRange => "out of range",
        RejectKind.NotAFlag => "neither S nor N",
        _ => "no federative unit",
    };
}
