using System.Net.Sockets;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Tables;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Etl.Load;

/// <summary>
/// Loads files into the tables of <see cref="SampleTables"/>. Everything is one transaction: the tables hold all of the run or nothing of it, and
/// a replica sees the same. A table becomes equal to a file for the years that the file covers; other years are not touched. The same file again changes nothing.
/// </summary>
/// <param name="progress">Called from the run's own thread; must return at once.</param>
public sealed class EtlRun(DatabaseEndpoint database, EtlOptions options, TimeProvider time, Action<EtlProgress>? progress = null)
{
    private readonly Action<EtlProgress> _progress = progress ?? (static _ => { });
    private readonly List<(EtlTable Table, int Order, string Name, int[] Years)> _covered = [];

    /// <exception cref="EtlException">A file or the database is not as it must be; nothing was loaded.</exception>
    public async Task<EtlReport> RunAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellation)
    {
        var recognised = RecognisedFiles.Among(inputs, cancellation);
        using var profiles = options.ProfileFolder is { } folder ? new ProfileFiles(folder) : null;
        try
        {
            await using var connection = await PostgresSession.OpenAsync(database, "bifrost etl", cancellation).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            var loaded = await LoadAsync(new(connection, cancellation), recognised.Files).ConfigureAwait(false);
            loaded.ForEach(file => profiles?.Write(file.Profile));
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            profiles?.Publish();
            return new([.. loaded.Select(static file => file.Report)], recognised.Skipped) { Profiles = [.. loaded.Select(static file => file.Profile)] };
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            throw LoadFaults.Database(e, database);
        }
    }

    private async Task<List<(FileReport Report, InputProfile Profile)>> LoadAsync(Session session, IReadOnlyList<SourceFile> files)
    {
        await session.PrepareAsync().ConfigureAwait(false);
        foreach (var table in files.Select(static file => file.Table).Distinct())
            await new Preconditions(session, database).CheckAsync(table).ConfigureAwait(false);
        await session.LockAsync(note => _progress(new(files[0].Input.Name, 0, files[0].Rows, 0, files[0].Length) { Note = note })).ConfigureAwait(false);
        _covered.Clear();
        var load = new FileLoad(session, options, time, _progress, Cover);
        var loaded = new List<(FileReport, InputProfile)>();
        for (var at = 0; at < files.Count; at++)
            loaded.Add(await load.RunAsync(files[at], RejectPath(files, at)).ConfigureAwait(false));
        return loaded;
    }

    /// <summary>The reject file of the file at a position; a name that came before gets its number, so that no file overwrites the rejects of another.</summary>
    private string RejectPath(IReadOnlyList<SourceFile> files, int at)
    {
        if (options.RejectFile is { } one && files.Count == 1)
            return Path.GetFullPath(one);
        var name = files[at].Input.Name;
        var before = files.Take(at).Count(file => file.Input.Name == name);
        return Path.GetFullPath(Path.Combine(options.RejectFolder, $"{name}{(before > 0 ? $".{before + 1}" : "")}.rejects.csv"));
    }

    private void Cover(SourceFile file, int[] years)
    {
        foreach (var (table, order, name, covered) in _covered)
        {
            if (table == file.Table && order == file.Input.Order && covered.Intersect(years).ToArray() is { Length: > 0 } both)
                throw LoadFaults.SameYears(file.Input.Name, name, table, both);
        }
        _covered.Add((file.Table, file.Input.Order, file.Input.Name, years));
    }
}
