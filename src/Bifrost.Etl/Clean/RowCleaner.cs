using Bifrost.Etl.Extract;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Clean;

/// <summary>Turns the fields of a published line into a row of its table, or says why it cannot be one.</summary>
internal sealed class RowCleaner
{
    private readonly IReadOnlyList<int> _positions;
    private readonly ColumnCleaner[] _columns;
    private readonly int _uf;

    /// <param name="positions">For each column of the table, the position of its field in the line.</param>
    /// <param name="latestYear">The last year that a row may be of.</param>
    /// <param name="tally">Where the values are counted.</param>
    public RowCleaner(IReadOnlyList<int> positions, int latestYear, InputTally tally)
    {
        _positions = positions;
        _columns = [.. tally.Columns.Select(column => new ColumnCleaner(column, latestYear))];
        _uf = tally.Table.Columns.ToList().FindIndex(static column => column.Kind == ColumnKind.FederativeUnit);
    }

    /// <summary>Null where <paramref name="row"/> now holds the line; else the reason why the line is rejected.</summary>
    public Rejection? Clean(LineFields fields, ReadOnlySpan<byte> line, CleanRow row)
    {
        if (fields.IsMalformed)
            return Rejection.Quotes;
        if (fields.Count != _positions.Count)
            return Rejection.FieldCount(fields.Count, _positions.Count);
        for (var i = 0; i < _columns.Length; i++)
        {
            // The federative unit comes before the município in every table.
            if (_columns[i].Clean(fields.Field(_positions[i], line), fields.Encoding, i > _uf ? row[_uf].Text : null, out var rejection) is not { } field)
                return rejection;
            row[i] = field;
        }
        return null;
    }
}
