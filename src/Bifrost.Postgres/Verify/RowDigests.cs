using Npgsql;

namespace Bifrost.Postgres.Verify;

/// <summary>All rows of one side that have the same key: usually one.</summary>
internal sealed class RowDigests
{
    private readonly List<string[]> _columns = [];

    /// <summary>The key's texts.</summary>
    public string[] Key { get; private set; } = [];

    public int Count => _columns.Count;

    /// <summary>md5 of each column, of the first of the rows in a fixed order.</summary>
    public string[] First => _columns[0];

    /// <summary>Reads rows of <c>mk, kk, cc</c> into a dictionary by <c>mk</c>.</summary>
    public static Action<NpgsqlDataReader> Into(Dictionary<string, RowDigests> rows) => reader =>
    {
        var digest = reader.GetString(0);
        if (!rows.TryGetValue(digest, out var row))
            rows[digest] = row = new RowDigests { Key = reader.GetFieldValue<string[]>(1) };
        row.Add(reader.GetFieldValue<string[]>(2));
    };

    public void Add(string[] columns)
    {
        _columns.Add(columns);
        if (_columns.Count > 1)
            _columns.Sort(static (a, b) => string.CompareOrdinal(string.Concat(a), string.Concat(b)));
    }

    public bool IsSameAs(RowDigests other) => Count == other.Count && _columns.Zip(other._columns).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
