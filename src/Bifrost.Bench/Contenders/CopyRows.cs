using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Contenders;

/// <summary>
/// What <c>psql -c 'copy … from stdin (format binary)'</c> does with the rows as they are once cleaned, into the same table with the same indexes: no load that
/// ends in these rows can do with less. (Text takes a tenth longer.)
/// </summary>
internal sealed class CopyRows(BenchDatabase database, TableLoad load) : IDisposable
{
    private const int BlockBytes = 256 * 1024;

    private readonly string _file = Path.Combine(load.Folder, "cleaned-rows");

    /// <summary>Loads once, writes the rows to a file, in the order in which they were loaded, and empties the table. Not measured.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await load.LoadAsync(database.Endpoint, cancellation).ConfigureAwait(false);
        await database.GuardedAsync("writing the rows to a file", async () =>
        {
            await using var connection = await database.OpenAsync(cancellation).ConfigureAwait(false);
            await using var rows = await connection.BeginRawBinaryCopyAsync($"copy {load.Table} ({Columns}) to stdout (format binary)", cancellation).ConfigureAwait(false);
            await using var file = File.Create(_file);
            await rows.CopyToAsync(file, BlockBytes, cancellation).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        await database.ExecuteAsync("emptying the table", cancellation, $"truncate {load.Table}").ConfigureAwait(false);
    }

    public Task RunAsync(CancellationToken cancellation) => database.GuardedAsync("copying", async () =>
    {
        await using var connection = await database.OpenAsync(cancellation).ConfigureAwait(false);
        await using var file = File.OpenRead(_file);
        await using var rows = await connection.BeginRawBinaryCopyAsync($"copy {load.Table} ({Columns}) from stdin (format binary)", cancellation).ConfigureAwait(false);
        await file.CopyToAsync(rows, BlockBytes, cancellation).ConfigureAwait(false);
        return true;
    });

    public void Dispose() => File.Delete(_file);

    private string Columns => string.Join(", ", load.Columns);
}
