using System.Net.Sockets;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Rejects;
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
        var (files, skipped) = Recognise(inputs, cancellation);
        try
        {
            await using var connection = await PostgresSession.OpenAsync(database, "bifrost etl", cancellation).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            var reports = await LoadAsync(new(connection, cancellation), files).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return new(reports, skipped);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            throw LoadFaults.Database(e, database);
        }
    }

    /// <summary>Opens every file before the first is loaded, and reports all faults at once.</summary>
    private static (List<SourceFile> Files, List<string> Skipped) Recognise(IReadOnlyList<InputFile> inputs, CancellationToken cancellation)
    {
        var (files, skipped, faults) = (new List<SourceFile>(), new List<string>(), new List<string>());
        foreach (var input in inputs)
        {
            try
            {
                if (SourceFile.Open(input, cancellation) is { } file)
                    files.Add(file);
                else if (input.IsNamed)
                    throw EtlFaults.NotRecognised(input.Name);
                else
                    skipped.Add(input.Name);
            }
            catch (EtlException e)
            {
                faults.Add(e.Message);
            }
        }
        if (faults.Count > 0)
            throw new EtlException(string.Join(Environment.NewLine, faults));
        return files.Count > 0 ? (files, skipped) : throw EtlFaults.NoneRecognised();
    }

    private async Task<List<FileReport>> LoadAsync(Session session, List<SourceFile> files)
    {
        await session.PrepareAsync().ConfigureAwait(false);
        foreach (var table in files.Select(static file => file.Table).Distinct())
            await new Preconditions(session, database).CheckAsync(table).ConfigureAwait(false);
        await session.LockAsync(note => _progress(new(files[0].Input.Name, 0, files[0].Rows, note))).ConfigureAwait(false);
        _covered.Clear();
        var reports = new List<FileReport>();
        for (var at = 0; at < files.Count; at++)
            reports.Add(await LoadAsync(session, files[at], RejectPath(files, at)).ConfigureAwait(false));
        return reports;
    }

    private async Task<FileReport> LoadAsync(Session session, SourceFile file, string rejectPath)
    {
        var started = time.GetTimestamp();
        var sql = new TableSql(file.Table);
        await session.ExecuteAsync(sql.CreateStage).ConfigureAwait(false);
        var (read, rejected) = await StageAsync(session, file, rejectPath).ConfigureAwait(false);
        if (options.MaxRejects.IsExceeded(rejected, read))
            throw LoadFaults.TooManyRejects(file.Input.Name, rejected, read, options.MaxRejects, rejectPath);
        var difference = new Difference(session, file.Table);
        var image = await difference.MergeAsync().ConfigureAwait(false);
        Cover(file, image.Years);
        var changes = await difference.ApplyAsync(file.Input.Name, options.MaxDeletesPercent).ConfigureAwait(false);
        await session.ExecuteAsync(sql.Drop).ConfigureAwait(false);
        return new(file.Input.Name, file.Table.QualifiedName, image.Years, read, rejected, read - rejected - image.Rows, changes.Inserted, changes.Updated,
            changes.Deleted, image.Rows - changes.Inserted - changes.Updated, Math.Round(time.GetElapsedTime(started).TotalSeconds, 3),
            rejected > 0 ? rejectPath : null);
    }

    private async Task<(long Read, long Rejected)> StageAsync(Session session, SourceFile file, string rejectPath)
    {
        using var rejects = new RejectFile(rejectPath);
        // A clock that is a year behind must not refuse the current files.
        var latestYear = time.GetUtcNow().Year + 1;
        try
        {
            return (await new Stage(session, file, rejects, latestYear, _progress).FillAsync().ConfigureAwait(false), rejects.Count);
        }
        catch (IOException e)
        {
            throw EtlFaults.Unreadable(file.Input.Name, e);
        }
    }

    /// <summary>The reject file of the file at a position; a name that came before gets its number, so that no file overwrites the rejects of another.</summary>
    private string RejectPath(List<SourceFile> files, int at)
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
