using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Load;
using Bifrost.Etl.Profiles;

namespace Bifrost.Cli.Etl;

/// <summary>Runs a load with its progress, and prints its report.</summary>
internal static class Loading
{
    public static async Task<ExitCode> RunAsync(Invocation invocation, IReadOnlyList<InputFile> files, Func<EtlOptions, EtlOptions> settle, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var report = await invocation.Messages.ProgressAsync(board => LoadAsync(project, files, settle, invocation, board, cancellation)).ConfigureAwait(false);
        foreach (var skipped in report.Skipped)
            invocation.Messages.Warning($"{skipped} is none of the published files; it was passed over.");
        invocation.Results.Write(report, View);
        return ExitCode.Fine;
    }

    /// <summary>Loads without printing a result.</summary>
    public static async Task<EtlReport> LoadAsync(
        BifrostProject project, IReadOnlyList<InputFile> files, Func<EtlOptions, EtlOptions> settle, Invocation invocation, IProgressBoard board, CancellationToken cancellation)
    {
        var options = settle(new() { RejectFolder = Path.Combine(project.StateFolder, "etl"), ProfileFolder = InputProfiles.FolderIn(project.StateFolder) });
        var progress = new LoadProgress(board, invocation.Messages, invocation.Terminal.Time);
        var loaded = await new EtlRun(EtlTarget.Of(project), options, invocation.Terminal.Time, progress.Report).RunAsync(files, cancellation).ConfigureAwait(false);
        progress.Finish();
        return loaded;
    }

    private static Table View(EtlReport report) => Table.Of(report.Files,
        ("File", static file => file.File),
        ("Table", static file => file.Table),
        ("Read", static file => Number(file.Read)),
        ("Rejected", static file => Number(file.Rejected)),
        ("Merged", static file => Number(file.Merged)),
        ("Inserted", static file => Number(file.Inserted)),
        ("Updated", static file => Number(file.Updated)),
        ("Deleted", static file => Number(file.Deleted)),
        ("Unchanged", static file => Number(file.Unchanged)),
        ("Seconds", static file => file.Seconds.ToString("0.0", CultureInfo.InvariantCulture)),
        ("Rows/s", static file => Number((long)file.RowsPerSecond))) with
    {
        Notes = [.. report.Files.Where(static file => file.RejectFile is not null).Select(static file => $"{file.File}: the rejected lines are in {file.RejectFile}")],
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
