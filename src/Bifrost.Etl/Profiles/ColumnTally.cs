using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Profiles;

/// <summary>Counts the rows of each value of a column, up to a limit of values, so that memory stays flat.</summary>
internal sealed class ColumnTally(EtlColumn column)
{
    /// <summary>Twice what the fullest published column, the municípios, can have: a column with more is no longer what it was, and how many more says nothing.</summary>
    public const int Most = 10_000;

    /// <summary>A column of words with more different values than this is no closed set: free text has got into it.</summary>
    private const int LargestSet = 100;

    /// <summary>How many values of a closed set a profile names.</summary>
    private const int Named = 12;

    private readonly Dictionary<string, ValueTally> _values = [];
    private readonly ValueTally _blank = new();
    private readonly ValueTally _more = new();

    public EtlColumn Column => column;

    /// <param name="value">Null for blank.</param>
    public ValueTally Of(string? value)
    {
        if (value is null)
            return _blank;
        if (_values.TryGetValue(value, out var tally))
            return tally;
        return _values.Count >= Most ? _more : _values[value] = new();
    }

    public ColumnProfile Profile()
    {
        // A value that stands in rejected rows only has no row.
        var values = _values.Where(static value => value.Value.Rows > 0).ToList();
        var isExact = _more.Rows == 0;
        return new(column.Name, values.Count, isExact, _blank.Rows, isExact && IsSet && values.Count <= LargestSet ? Frequent(values) : []);
    }

    /// <summary>Values are the publisher's vocabulary there. Places, brands and calibres are typed by hand, and may hold anything.</summary>
    private bool IsSet => column.Kind is ColumnKind.FederativeUnit or ColumnKind.Words or ColumnKind.Code or ColumnKind.Flag;

    private static List<ValueCount> Frequent(List<KeyValuePair<string, ValueTally>> values) => [.. values
        .OrderByDescending(static value => value.Value.Rows).ThenBy(static value => value.Key, StringComparer.Ordinal)
        .Take(Named)
        .Select(static value => new ValueCount(value.Key, value.Value.Rows))];
}
