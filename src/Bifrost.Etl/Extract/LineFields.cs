using System.Text;
using CsvHelper;

namespace Bifrost.Etl.Extract;

/// <summary>
/// The fields of one line, as bytes in the file's encoding. A line without quotes, as nearly all are, is cut at its delimiters; one with quotes goes through CsvHelper.
/// </summary>
internal sealed class LineFields(Encoding encoding)
{
    private readonly List<Range> _fields = [];
    private byte[] _unquoted = [];
    private bool _hasQuotes;

    public Encoding Encoding { get; } = encoding;

    public int Count => _fields.Count;

    /// <summary>Whether the line's quotes do not pair.</summary>
    public bool IsMalformed { get; private set; }

    /// <param name="line">The line that was split.</param>
    public ReadOnlySpan<byte> Field(int at, ReadOnlySpan<byte> line) => (_hasQuotes ? _unquoted : line)[_fields[at]];

    public string Text(int at, ReadOnlySpan<byte> line) => Encoding.GetString(Field(at, line));

    public void Split(ReadOnlySpan<byte> line)
    {
        _fields.Clear();
        IsMalformed = false;
        _hasQuotes = line.Contains((byte)'"');
        if (_hasQuotes)
            SplitQuoted(Encoding.GetString(line));
        else
            SplitPlain(line);
    }

    private void SplitPlain(ReadOnlySpan<byte> line)
    {
        var start = 0;
        int length;
        while ((length = line[start..].IndexOf((byte)Header.Delimiter)) >= 0)
        {
            _fields.Add(start..(start + length));
            start += length + 1;
        }
        _fields.Add(start..line.Length);
    }

    private void SplitQuoted(string line)
    {
        var options = CsvReaderOptions.Default with
        {
            Separator = Header.Delimiter,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = _ => IsMalformed = true,
        };
        using var reader = CsvReader.FromText(line, options);
        reader.Read();
        using var bytes = new MemoryStream();
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var start = (int)bytes.Length;
            bytes.Write(Encoding.GetBytes(reader.GetString(i)));
            _fields.Add(start..(int)bytes.Length);
        }
        _unquoted = bytes.ToArray();
    }
}
