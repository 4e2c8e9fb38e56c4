using System.Text;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Extract;

/// <summary>A file that is known: its encoding, its table and the number of its lines.</summary>
internal sealed class SourceFile
{
    private readonly Encoding _encoding;

    private SourceFile(InputFile input, Encoding encoding, long rows, long length, long textLength, Header header)
    {
        Input = input;
        _encoding = encoding;
        Rows = rows;
        Length = length;
        TextLength = textLength;
        Header = header;
    }

    public InputFile Input { get; }

    /// <summary>Lines after the header, blank ones too.</summary>
    public long Rows { get; }

    /// <summary>Bytes of the file as it lies there.</summary>
    public long Length { get; }

    /// <summary>Bytes of its text: more than <see cref="Length"/> where the file is compressed.</summary>
    public long TextLength { get; }

    public Header Header { get; }

    public EtlTable Table => Header.Table;

    /// <summary>Null where the file is not one of the published kinds.</summary>
    /// <exception cref="EtlException">The file is one of the published kinds, or meant to be, but cannot be read.</exception>
    public static SourceFile? Open(InputFile input, CancellationToken cancellation)
    {
        var (encoding, lines, length) = TextProbe.Read(input, cancellation);
        using var file = new OpenText(input);
        var reader = new LineReader(file.Text);
        return Header.Read(input.Name, reader.Read() ? encoding.GetString(reader.Line) : null) is { } header
            ? new(input, encoding, Math.Max(0, lines - 1), file.Length, length, header)
            : null;
    }

    /// <summary>Opens the records after the header.</summary>
    public SourceReader Read() => new(Input, _encoding);
}
