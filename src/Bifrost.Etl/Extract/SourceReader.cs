using System.Text;
using CsvHelper;

namespace Bifrost.Etl.Extract;

/// <summary>Reads the records of a file after its header, one at a time. A line is a record whatever its quotes: a stray quote costs one line, not all up to the next quote.</summary>
internal sealed class SourceReader : IDisposable
{
    private readonly CsvReader _reader;
    private readonly HashSet<long> _malformed = [];
    private readonly List<string> _fields = [];

    public SourceReader(Stream text, Encoding encoding)
    {
        var options = CsvReaderOptions.Default with
        {
            Separator = Header.Delimiter,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = record => _malformed.Add(record.LineNumber),
        };
        _reader = CsvReader.Create(new StreamReader(text, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16), options);
        _reader.Read();
    }

    /// <summary>The fields of the current record; valid until the next is read.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>The record's line in the file; the header is line 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>Whether the record's quotes do not pair.</summary>
    public bool IsMalformed => _malformed.Count > 0 && _malformed.Contains(Line);

    /// <summary>The record as it stands in the file.</summary>
    public string Text => Encoding.UTF8.GetString(_reader.RawRecord);

    /// <summary>Moves to the next record; blank lines are passed over.</summary>
    public bool Read()
    {
        while (_reader.Read())
        {
            _fields.Clear();
            for (var i = 0; i < _reader.FieldCount; i++)
                _fields.Add(_reader.GetString(i));
            if (_fields.Count > 1 || !string.IsNullOrWhiteSpace(_fields[0]))
                return true;
        }
        return false;
    }

    public void Dispose() => _reader.Dispose();
}
