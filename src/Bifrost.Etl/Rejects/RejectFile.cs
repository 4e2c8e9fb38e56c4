using CsvHelper;

namespace Bifrost.Etl.Rejects;

/// <summary>
/// The rows of one input that could not be loaded: <c>line;reason;text</c>, UTF-8, the text as it stands in the input. Made with the first
/// reject; what an earlier run left is deleted.
/// </summary>
internal sealed class RejectFile : IDisposable
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Separator = ';' };

    private CsvWriter? _writer;

    public RejectFile(string path)
    {
        Path = path;
        File.Delete(path);
    }

    public string Path { get; }

    public long Count { get; private set; }

    public void Add(long line, string reason, string text)
    {
        _writer ??= Create();
        _writer.WriteField(line);
        _writer.WriteField(reason);
        _writer.WriteField(text);
        _writer.EndRecord();
        Count++;
    }

    public void Dispose() => _writer?.Dispose();

    private CsvWriter Create()
    {
        var writer = CsvWriter.ToFile(Path, Options);
        writer.WriteHeader("line", "reason", "text");
        return writer;
    }
}
