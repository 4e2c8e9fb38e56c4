namespace Bifrost.Etl.Extract;

/// <summary>The files of a run, in loading order; disposing it deletes what was downloaded.</summary>
public sealed class InputSet : IDisposable
{
    private readonly List<InputFile> _files = [];
    private readonly List<string> _downloads = [];

    public IReadOnlyList<InputFile> Files => _files;

    /// <summary>Finds the files of each <c>--input</c>: a folder's <c>*.csv</c> and <c>*.csv.gz</c> by name, a file, or a URL, which is downloaded to a temporary file.</summary>
    /// <exception cref="EtlException">An input is not there, holds no file, or cannot be downloaded.</exception>
    public static async Task<InputSet> FindAsync(IEnumerable<string> inputs, CancellationToken cancellation)
    {
        var set = new InputSet();
        try
        {
            var order = 0;
            foreach (var input in inputs)
                await set.AddAsync(input, order++, cancellation).ConfigureAwait(false);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var download in _downloads)
            File.Delete(download);
        _downloads.Clear();
    }

    private async Task AddAsync(string input, int order, CancellationToken cancellation)
    {
        if (Uri.TryCreate(input, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            await AddDownloadAsync(url!, order, cancellation).ConfigureAwait(false);
        else if (Directory.Exists(input))
            AddFolder(input, order);
        else if (File.Exists(input))
            _files.Add(new(Path.GetFileName(input), () => OpenRead(input), order));
        else
            throw EtlFaults.NoSuchInput(input);
    }

    private void AddFolder(string folder, int order)
    {
        var found = Directory.EnumerateFiles(folder)
            .Where(static path => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path => new InputFile(Path.GetFileName(path), () => OpenRead(path), order, IsNamed: false))
            .ToList();
        if (found.Count == 0)
            throw EtlFaults.EmptyFolder(folder);
        _files.AddRange(found);
    }

    private async Task AddDownloadAsync(Uri url, int order, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetTempPath(), $"bifrost-etl-{Guid.NewGuid():N}");
        _downloads.Add(path);
        await Download.ToFileAsync(url, path, cancellation).ConfigureAwait(false);
        var name = Path.GetFileName(url.AbsolutePath);
        _files.Add(new(name.Length == 0 ? url.Host : name, () => OpenRead(path), order));
    }

    private static FileStream OpenRead(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EtlFaults.Unreadable(path, e);
        }
    }
}
