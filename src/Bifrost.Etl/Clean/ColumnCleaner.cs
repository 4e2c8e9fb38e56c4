using System.Globalization;
using System.Text;
using Bifrost.Etl.Places;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Clean;

/// <summary>Cleans the fields of one column by its kind.</summary>
internal sealed class ColumnCleaner(ColumnTally tally, int latestYear)
{
    /// <summary>SINARM was founded by law 9,437 of 1997: nothing in it can be older.</summary>
    public const int EarliestYear = 1997;

    /// <summary>The publisher's widest column has 74 characters. A longer text is a mistake, and would not fit the grain's index (2,704 bytes) with the others.</summary>
    public const int LongestText = 200;

    private readonly EtlColumn _column = tally.Column;
    private readonly KnownFields _known = new();
    private readonly Dictionary<string, KnownFields> _knownByUnit = [];

    /// <summary>Null where the field is rejected.</summary>
    /// <param name="uf">The row's federative unit: a município is spelt as its own unit spells it.</param>
    public CleanField? Clean(ReadOnlySpan<byte> published, Encoding encoding, string? uf, out Rejection? rejection)
    {
        rejection = null;
        published = published.Trim((byte)' ');
        var known = _column.Kind == ColumnKind.Municipality ? OfUnit(uf ?? "") : _known;
        if (known.TryGet(published, out var field))
            return field;
        field = Anew(encoding.GetString(published), uf, out rejection);
        if (field is not null)
            known.Add(published, field);
        return field;
    }

    private KnownFields OfUnit(string uf)
    {
        if (!_knownByUnit.TryGetValue(uf, out var known))
            _knownByUnit[uf] = known = new();
        return known;
    }

    private CleanField? Anew(string field, string? uf, out Rejection? rejection)
    {
        string? text = null;
        int? number = null;
        rejection = field.AsSpan().Trim().Length > LongestText ? Reject(RejectKind.TooLong, $"is longer than {LongestText} characters") : _column.Kind switch
        {
            ColumnKind.Year => Number(field, EarliestYear, latestYear, "a year", out number),
            ColumnKind.Month => Number(field, 1, 12, "a month", out number),
            ColumnKind.Total => Number(field, 0, int.MaxValue, "a count", out number),
            ColumnKind.Flag => Flag(field, out number),
            _ => Text(Padding.Remove(field), uf, out text),
        };
        return rejection is null ? new(_column, text, number, tally.Of(CleanField.NameOf(_column, text, number))) : null;
    }

    private Rejection? Text(string? bare, string? uf, out string? text)
    {
        text = bare is null ? null : _column.Kind switch
        {
            ColumnKind.Municipality => PlaceName.Of(uf, bare),
            ColumnKind.Words => PortugueseTitle.Of(bare),
            ColumnKind.Code or ColumnKind.FederativeUnit => bare.ToUpperInvariant(),
            _ => bare,
        };
        return _column.Kind == ColumnKind.FederativeUnit && text is not null && !FederativeUnits.Contains(text)
            ? Reject(RejectKind.UnknownUnit, $"\"{text}\" is not one of the 27 federative units")
            : null;
    }

    private Rejection? Number(string field, int least, int most, string what, out int? number)
    {
        number = null;
        var text = field.AsSpan().Trim();
        if (text.Length == 0)
            return Reject(RejectKind.Blank, $"is blank, must be {what}");
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
            return Reject(RejectKind.NotANumber, $"\"{text}\" is not {what}");
        if (parsed < least || parsed > most)
            return Reject(RejectKind.OutOfRange, $"{parsed} is not {what} from {least} to {most}");
        number = parsed;
        return null;
    }

    private Rejection? Flag(string field, out int? flag)
    {
        var text = field.AsSpan().Trim();
        flag = text.Length == 0 ? null : text[0] is 'S' or 's' ? 1 : 0;
        return text.Length > 1 || (text.Length == 1 && text[0] is not ('S' or 's' or 'N' or 'n')) ? Reject(RejectKind.NotAFlag, $"\"{text}\" is neither S nor N") : null;
    }

    private Rejection Reject(RejectKind kind, string reason) => new(kind, _column.Name, $"{_column.Name}: {reason}");
}
