using Bifrost.Etl.Clean;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Profiles;

/// <summary>Counts what an input holds while its rows go by.</summary>
internal sealed class InputTally
{
    private const int MonthsOfYear = 12;

    private readonly int _year;
    private readonly int _month;
    private readonly int _total;
    private readonly Dictionary<(RejectKind Kind, string? Column), long> _rejects = [];
    private readonly SortedSet<int> _years = [];
    private int _latest;
    private int _firstMonth = int.MaxValue;
    private int _lastMonth = int.MinValue;
    private int _least = int.MaxValue;
    private int _most = int.MinValue;
    private long _sum;

    public InputTally(EtlTable table)
    {
        Table = table;
        Columns = [.. table.Columns.Select(static column => new ColumnTally(column))];
        var kinds = table.Columns.Select(static column => column.Kind).ToList();
        (_year, _month, _total) = (kinds.IndexOf(ColumnKind.Year), kinds.IndexOf(ColumnKind.Month), kinds.IndexOf(ColumnKind.Total));
    }

    public EtlTable Table { get; }

    public IReadOnlyList<ColumnTally> Columns { get; }

    /// <summary>Rows that can be loaded.</summary>
    public long Clean { get; private set; }

    public long Rejected { get; private set; }

    public long Read => Clean + Rejected;

    /// <summary>The years of the rows that can be loaded, ascending.</summary>
    public int[] Years => [.. _years];

    public void Add(CleanRow row)
    {
        Clean++;
        foreach (var field in row.Fields)
            field.Value.Rows++;
        var (year, total) = (row[_year].Number!.Value, row[_total].Number!.Value);
        var month = (year * MonthsOfYear) + row[_month].Number!.Value - 1;
        if (year != _latest)
            _years.Add(_latest = year);
        (_firstMonth, _lastMonth) = (Math.Min(_firstMonth, month), Math.Max(_lastMonth, month));
        (_least, _most, _sum) = (Math.Min(_least, total), Math.Max(_most, total), _sum + total);
    }

    public void Add(Rejection rejection)
    {
        Rejected++;
        var key = (rejection.Kind, rejection.Column);
        _rejects[key] = _rejects.GetValueOrDefault(key) + 1;
    }

    /// <param name="merged">Rows that became one with another; null where that is not known.</param>
    public InputProfile Profile(string file, long? merged, DateTimeOffset takenAt) => new(
        file, Table.QualifiedName, Years, Read, Rejected, Rejects(), merged, Month(_firstMonth), Month(_lastMonth), _sum,
        Clean > 0 ? _least : null, Clean > 0 ? _most : null, [.. Columns.Select(static column => column.Profile())], takenAt);

    private List<RejectCount> Rejects() => [.. _rejects
        .Select(static reject => new RejectCount(reject.Key.Kind, reject.Key.Column, reject.Value))
        .OrderByDescending(static reject => reject.Rows).ThenBy(static reject => reject.Column, StringComparer.Ordinal).ThenBy(static reject => reject.Reason)];

    private DateOnly? Month(int month) => Clean > 0 ? new(month / MonthsOfYear, (month % MonthsOfYear) + 1, 1) : null;
}
