using System.Text;
using System.Text.Unicode;

namespace Bifrost.Etl.Extract;

/// <summary>
/// Reads a file's bytes once, before its rows, to learn its encoding and its number of lines. Holds one line at a time. A file that is UTF-8 from its
/// first byte to its last is UTF-8; any other is ISO-8859-1 unless it holds bytes that are not characters there.
/// </summary>
internal sealed class TextProbe
{
    /// <summary>A published line has some 300 bytes. A "line" of this length is no line: the file is not text.</summary>
    private const int LongestLine = 1 << 16;

    private readonly string _name;
    private readonly byte[] _buffer = new byte[LongestLine * 2];
    private bool _isUtf8 = true;
    private bool _hasAccents;
    private (long Line, byte Byte)? _firstControl;
    private (long Line, byte Byte)? _firstNotUtf8;

    private TextProbe(string name) => _name = name;

    private long Lines { get; set; }

    /// <summary>The encoding, the number of lines with the header, and the bytes of the text.</summary>
    /// <exception cref="EtlException">The file is damaged, not text, or of another encoding.</exception>
    public static (Encoding Encoding, long Lines, long Length) Read(InputFile file, CancellationToken cancellation)
    {
        var probe = new TextProbe(file.Name);
        try
        {
            using var open = new OpenText(file);
            return probe.Read(open.Text, Decompression.PromisedLength(file), cancellation);
        }
        catch (InvalidDataException e)
        {
            throw EtlFaults.Damaged(file.Name, e);
        }
    }

    private (Encoding, long, long) Read(Stream text, uint? promisedLength, CancellationToken cancellation)
    {
        int held = 0, read;
        long length = 0;
        var hasMark = false;
        while ((read = text.Read(_buffer, held, _buffer.Length - held)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (length == 0)
                hasMark = ReadMark(held + read);
            length += read;
            held = TakeLines(held + read);
        }
        if (held > 0)
            TakeLine(_buffer.AsSpan(0, held));
        if (promisedLength is { } promised && promised != unchecked((uint)length))
            throw EtlFaults.CutShort(_name);
        return (Decide(hasMark), Lines, length);
    }

    private bool ReadMark(int length) => _buffer.AsSpan(0, length) switch
    {
        [0xEF, 0xBB, 0xBF, ..] => true,
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => throw EtlFaults.OtherEncoding(_name, "UTF-16"),
        _ => false,
    };

    /// <summary>Takes the whole lines of the buffer and moves the rest to its start; answers the rest's length.</summary>
    private int TakeLines(int length)
    {
        var rest = _buffer.AsSpan(0, length);
        int end;
        while ((end = rest.IndexOf((byte)'\n')) >= 0)
        {
            TakeLine(rest[..end]);
            rest = rest[(end + 1)..];
        }
        if (rest.Length >= LongestLine)
            throw EtlFaults.NotText(_name, $"line {Lines + 1} is longer than {LongestLine} bytes");
        rest.CopyTo(_buffer);
        return rest.Length;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        Lines++;
        if (line.Contains((byte)0))
            throw EtlFaults.NotText(_name, $"line {Lines} holds a zero byte");
        if (Ascii.IsValid(line))
            return;
        _hasAccents = true;
        if (_isUtf8 && !Utf8.IsValid(line))
        {
            _isUtf8 = false;
            _firstNotUtf8 = (Lines, line[line.IndexOfAnyInRange((byte)0x80, (byte)0xFF)]);
        }
        if (_firstControl is null && line.IndexOfAnyInRange((byte)0x80, (byte)0x9F) is >= 0 and var at)
            _firstControl = (Lines, line[at]);
    }

    private Encoding Decide(bool hasMark)
    {
        if (_isUtf8 && (_hasAccents || hasMark))
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        if (hasMark)
            throw EtlFaults.BrokenUtf8(_name, _firstNotUtf8!.Value.Line);
        if (_firstControl is { } control)
            throw EtlFaults.NotLatin1(_name, control.Line, control.Byte);
        return Encoding.Latin1;
    }
}
