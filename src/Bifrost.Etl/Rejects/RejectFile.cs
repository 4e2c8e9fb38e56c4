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

    /// <exception cref="EtlException">The earlier run's file cannot be deleted.</exception>
    public RejectFile(string path)
    {
        Path = path;
        Guarded(() =>
        {
            if (File.Exists(path))
                File.Delete(path);
        });
    }

    public string Path { get; }

    public long Count { get; private set; }

    /// <exception cref="EtlException">The file cannot be written.</exception>
    public void Add(long line, string reason, string text) => Guarded(() =>
    {
        _writer ??= Create();
        _writer.WriteField(line);
        _writer.WriteField(reason);
        _writer.WriteField(text);
        _writer.EndRecord();
        Count++;
    });

    /// <exception cref="EtlException">The last rows cannot be written.</exception>
    public void Dispose() => Guarded(() => _writer?.Dispose());

    private CsvWriter Create()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var writer = CsvWriter.ToFile(Path, Options);
        writer.WriteHeader("line", "reason", "text");
        return writer;
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EtlFaults.RejectFileUnwritable(Path, e);
        }
    }
}
