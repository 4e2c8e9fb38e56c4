using System.Text;
using Bifrost.Etl.Clean;
using Bifrost.Etl.Rejects;

namespace Bifrost.Etl.Extract;

/// <summary>Reads the records of a file after its header, one at a time. A line is a record whatever its quotes: a stray quote costs one line, not all up to the next quote.</summary>
internal sealed class SourceReader : IDisposable
{
    private readonly OpenText _file;
    private readonly LineReader _lines;
    private readonly LineFields _fields;

    public SourceReader(InputFile file, Encoding encoding)
    {
        _file = new(file);
        _lines = new(_file.Text);
        _fields = new(encoding);
        _lines.Read();
    }

    /// <summary>Fields of the current record.</summary>
    public int FieldCount => _fields.Count;

    /// <summary>The record's line in the file; the header is line 1.</summary>
    public long Line => _lines.Number;

    /// <summary>Whether the record's quotes do not pair.</summary>
    public bool IsMalformed => _fields.IsMalformed;

    /// <summary>The record as it stands in the file.</summary>
    public string Text => _fields.Encoding.GetString(_lines.Line);

    /// <summary>Bytes of the file that were read; of a compressed file, compressed ones.</summary>
    public long BytesRead => _file.Position;

    /// <summary>Bytes of the text that were read.</summary>
    public long TextLength => _lines.Length;

    /// <summary>A field of the current record.</summary>
    public string Field(int at) => _fields.Text(at, _lines.Line);

    /// <summary>Null where <paramref name="row"/> now holds the record; else why it cannot.</summary>
    public Rejection? Clean(RowCleaner cleaner, CleanRow row) => cleaner.Clean(_fields, _lines.Line, row);

    /// <summary>Moves to the next record; blank lines are passed over.</summary>
    public bool Read()
    {
        while (_lines.Read())
        {
            _fields.Split(_lines.Line);
            if (_fields.Count > 1 || !string.IsNullOrWhiteSpace(Field(0)))
                return true;
        }
        return false;
    }

    public void Dispose() => _file.Dispose();
}
