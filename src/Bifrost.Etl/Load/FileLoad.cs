using Bifrost.Etl.Extract;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;

namespace Bifrost.Etl.Load;

/// <summary>Loads one file within the run's transaction.</summary>
/// <param name="cover">Told the years that the file covers before the table is changed for them; throws where another file of the run stands against it.</param>
internal sealed class FileLoad(Session session, EtlOptions options, TimeProvider time, Action<EtlProgress> progress, Action<SourceFile, int[]> cover)
{
    /// <exception cref="EtlException">The file is not as it must be.</exception>
    public async Task<(FileReport Report, InputProfile Profile)> RunAsync(SourceFile file, string rejectPath)
    {
        var started = time.GetTimestamp();
        var (profile, changes) = await FreshAsync(file, rejectPath).ConfigureAwait(false) ?? await ComparedAsync(file, rejectPath).ConfigureAwait(false);
        var kept = profile.Read - profile.Rejected - profile.Merged!.Value;
        var report = new FileReport(
            file.Input.Name, file.Table.QualifiedName, profile.Years, profile.Read, profile.Rejected, profile.Merged.Value, changes.Inserted, changes.Updated,
            changes.Deleted, kept - changes.Inserted - changes.Updated, Math.Round(time.GetElapsedTime(started).TotalSeconds, 3),
            profile.Rejected > 0 ? rejectPath : null);
        return (report, profile);
    }

    private async Task<(InputProfile, Changes)?> FreshAsync(SourceFile file, string rejectPath)
    {
        using var rejects = new RejectFile(rejectPath);
        var pass = Pass(file, rejects);
        if (!await new FreshLoad(session, file.Table).TryAsync(pass).ConfigureAwait(false))
            return null;
        CheckRejects(file, pass.Tally, rejectPath);
        cover(file, pass.Tally.Years);
        return (Profile(file, pass.Tally, merged: 0), new(pass.Tally.Clean, 0, 0));
    }

    private async Task<(InputProfile, Changes)> ComparedAsync(SourceFile file, string rejectPath)
    {
        var sql = new TableSql(file.Table);
        await session.ExecuteAsync(sql.CreateStage).ConfigureAwait(false);
        var tally = await StageAsync(file, rejectPath).ConfigureAwait(false);
        CheckRejects(file, tally, rejectPath);
        progress(new(file.Input.Name, tally.Read, file.Rows, file.Length, file.Length) { IsComparing = true });
        var difference = new Difference(session, file.Table);
        var image = await difference.MergeAsync().ConfigureAwait(false);
        cover(file, image.Years);
        var changes = await difference.ApplyAsync(file.Input.Name, options.MaxDeletesPercent).ConfigureAwait(false);
        await session.ExecuteAsync(sql.Drop).ConfigureAwait(false);
        return (Profile(file, tally, tally.Clean - image.Rows), changes);
    }

    private async Task<InputTally> StageAsync(SourceFile file, string rejectPath)
    {
        using var rejects = new RejectFile(rejectPath);
        var pass = Pass(file, rejects);
        var sink = new CopySink(session, new TableSql(file.Table).CopyStage, withLine: true);
        await using var _ = sink.ConfigureAwait(false);
        await pass.ReadAsync(sink, session.Cancellation).ConfigureAwait(false);
        await sink.CompleteAsync().ConfigureAwait(false);
        return pass.Tally;
    }

    private InputPass Pass(SourceFile file, RejectFile rejects) => new(file, rejects, InputPass.LatestYearBy(time), progress);

    private InputProfile Profile(SourceFile file, InputTally tally, long merged) => tally.Profile(file.Input.Name, merged, time.GetUtcNow());

    private void CheckRejects(SourceFile file, InputTally tally, string rejectPath)
    {
        if (options.MaxRejects.IsExceeded(tally.Rejected, tally.Read))
            throw LoadFaults.TooManyRejects(file.Input.Name, tally.Rejected, tally.Read, options.MaxRejects, rejectPath);
    }
}
