using System.Text;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Load;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Sample;
using Bifrost.Etl.Tables;
using Bifrost.Replication.Engine;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Etl;

/// <summary>A scratch database with the sample's tables, and a folder for inputs and rejects.</summary>
internal sealed class LoadingDatabase : IAsyncDisposable
{
    private LoadingDatabase(ScratchDatabase database) => Database = database;

    public ScratchDatabase Database { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("bifrost-etl-").FullName;

    public string ProfileFolder => Path.Combine(Folder, "profiles");

    /// <summary>The names of all files in the profiles' folder, those of unfinished ones too.</summary>
    public IEnumerable<string?> ProfileNames => Directory.Exists(ProfileFolder) ? Directory.GetFiles(ProfileFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal) : [];

    public static async Task<LoadingDatabase> CreateAsync(string suffix = "")
    {
        var database = await (await TestServer.Shared).CreateDatabaseAsync(suffix);
        await database.ExecuteAsync(SampleTables.Script);
        return new(database);
    }

    public Task<EtlReport> LoadAsync(params InputFile[] files) => LoadAsync(Database.Endpoint, null, files);

    public Task<EtlReport> LoadAsync(RejectLimit limit, params InputFile[] files) => LoadAsync(Database.Endpoint, limit, files);

    public Task<EtlReport> LoadAsync(DatabaseEndpoint endpoint, RejectLimit? limit, params InputFile[] files) =>
        new EtlRun(endpoint, new() { RejectFolder = Folder, ProfileFolder = ProfileFolder, MaxRejects = limit ?? RejectLimit.Default }, TimeProvider.System).RunAsync(files, default);

    public static InputFile Sample(string name, int order = 0) => SampleIssue.File(name, order);

    /// <summary>A file in the folder, ISO-8859-1.</summary>
    public InputFile Write(string name, string text, Encoding? encoding = null, int order = 0)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, (encoding ?? Encoding.Latin1).GetBytes(text));
        return new(name, () => File.OpenRead(path), order);
    }

    /// <summary>The table's published columns of a year (or all), row by row, without id and load time.</summary>
    public Task<IReadOnlyList<string>> RowsAsync(EtlTable table, int? year = null) => Database.RowsAsync(
        $"select {string.Join(", ", table.Columns.Select(static column => column.Name))} from {table.QualifiedName} {(year is { } of ? $"where {table.Year.Name} = {of}" : "")}"
        + $" order by {string.Join(", ", table.Columns.Select(static column => $"{column.Name} {(column.SqlType == "text" ? "collate \"C\"" : "")}"))}");

    /// <summary>Every row with its transaction: differs where anything was written.</summary>
    public Task<IReadOnlyList<string>> VersionsAsync(EtlTable table) => Database.RowsAsync($"select xmin, ctid, t.* from {table.QualifiedName} t order by id");

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        await Database.DisposeAsync();
    }
}
