using System.Globalization;
using Bifrost.Etl.Places;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Clean;

/// <summary>Turns the fields of a published line into a row of its table, or says why it cannot be one.</summary>
/// <param name="positions">For each column of the table, the position of its field in the line.</param>
/// <param name="latestYear">The last year that a row may be of.</param>
internal sealed class RowCleaner(EtlTable table, IReadOnlyList<int> positions, int latestYear)
{
    /// <summary>SINARM was founded by law 9,437 of 1997: nothing in it can be older.</summary>
    public const int EarliestYear = 1997;

    /// <summary>The publisher's widest column has 74 characters. A longer text is a mistake, and would not fit the grain's index (2,704 bytes) with the others.</summary>
    public const int LongestText = 200;

    private readonly CleanedTexts _words = new(static text => Padding.Remove(text) is { } bare ? PortugueseTitle.Of(bare) : null);
    private readonly CleanedTexts _marks = new(Padding.Remove);
    private readonly Dictionary<string, CleanedTexts> _places = [];

    /// <summary>Null where <paramref name="row"/> now holds the line; else the reason why the line is rejected.</summary>
    public string? Clean(IReadOnlyList<string> fields, CleanRow row)
    {
        if (fields.Count != positions.Count)
            return $"{fields.Count} fields where the header has {positions.Count}";
        for (var i = 0; i < positions.Count; i++)
        {
            if (CleanField(i, fields[positions[i]], row) is { } reason)
                return $"{table.Columns[i].Name}: {reason}";
        }
        return null;
    }

    private string? CleanField(int i, string field, CleanRow row)
    {
        if (field.AsSpan().Trim().Length > LongestText)
            return $"is longer than {LongestText} characters";
        switch (table.Columns[i].Kind)
        {
            case ColumnKind.Year:
                return Number(field, EarliestYear, latestYear, "a year", ref row.Numbers[i]);
            case ColumnKind.Month:
                return Number(field, 1, 12, "a month", ref row.Numbers[i]);
            case ColumnKind.Total:
                return Number(field, 0, int.MaxValue, "a count", ref row.Numbers[i]);
            case ColumnKind.Flag:
                return Flag(field, ref row.Numbers[i]);
            case ColumnKind.FederativeUnit:
                return FederativeUnit(field, ref row.Texts[i]);
            case ColumnKind.Municipality:
                row.Texts[i] = Place(row.Texts[UfPosition], field);
                return null;
            case ColumnKind.Code:
                row.Texts[i] = _marks.Of(field)?.ToUpperInvariant();
                return null;
            default:
                row.Texts[i] = (table.Columns[i].Kind == ColumnKind.Words ? _words : _marks).Of(field);
                return null;
        }
    }

    private int UfPosition { get; } = table.Columns.ToList().FindIndex(static column => column.Kind == ColumnKind.FederativeUnit);

    private string? Place(string? uf, string field)
    {
        if (!_places.TryGetValue(uf ?? "", out var names))
            _places[uf ?? ""] = names = new(text => Padding.Remove(text) is { } bare ? PlaceName.Of(uf, bare) : null);
        return names.Of(field);
    }

    private static string? Number(string field, int least, int most, string what, ref int? number)
    {
        var text = field.AsSpan().Trim();
        if (text.Length == 0)
            return $"is blank, must be {what}";
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
            return $"\"{text}\" is not {what}";
        if (parsed < least || parsed > most)
            return $"{parsed} is not {what} from {least} to {most}";
        number = parsed;
        return null;
    }

    private static string? Flag(string field, ref int? flag)
    {
        var text = field.AsSpan().Trim();
        if (text.Length > 1 || (text.Length == 1 && text[0] is not ('S' or 's' or 'N' or 'n')))
            return $"\"{text}\" is neither S nor N";
        flag = text.Length == 0 ? null : text[0] is 'S' or 's' ? 1 : 0;
        return null;
    }

    private string? FederativeUnit(string field, ref string? unit)
    {
        unit = _marks.Of(field)?.ToUpperInvariant();
        return unit is null || FederativeUnits.Contains(unit) ? null : $"\"{unit}\" is not one of the 27 federative units";
    }
}
