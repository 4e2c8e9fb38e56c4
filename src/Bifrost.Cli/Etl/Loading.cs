using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Load;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Tables;

namespace Bifrost.Cli.Etl;

/// <summary>Runs a load with its progress, and prints its report.</summary>
internal static class Loading
{
    public static async Task<ExitCode> RunAsync(Invocation invocation, IReadOnlyList<InputFile> files, Func<EtlOptions, EtlOptions> settle, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var report = await invocation.Messages.ProgressAsync(board => LoadAsync(project, files, settle, invocation, board, cancellation)).ConfigureAwait(false);
        WarnOfSkipped(report.Skipped, invocation);
        foreach (var empty in report.Files.Where(static file => file.Years.Count == 0))
            invocation.Messages.Warning($"{empty.File} has no row that can be loaded; {empty.Table} is as it was.");
        foreach (var other in report.Files.Where(IsNamedForAnother))
            invocation.Messages.Warning($"{other.File} has the header of {other.Table}, and was loaded there.");
        invocation.Results.Write(report, View);
        return ExitCode.Fine;
    }

    /// <summary>The header decides what a file is; a name that says otherwise is worth a word.</summary>
    private static bool IsNamedForAnother(FileReport file) =>
        EtlTable.All.FirstOrDefault(table => file.File.StartsWith(table.Name, StringComparison.OrdinalIgnoreCase)) is { } named && named.QualifiedName != file.Table;

    public static void WarnOfSkipped(IEnumerable<string> files, Invocation invocation)
    {
        foreach (var skipped in files)
            invocation.Messages.Warning($"{skipped} is none of the published files; it was passed over.");
    }

    /// <summary>An input as it was written, its path made absolute.</summary>
    public static string Located(string input, Invocation invocation) => input.Contains("://", StringComparison.Ordinal) ? input : invocation.Resolve(input);

    /// <summary>Loads without printing a result.</summary>
    public static async Task<EtlReport> LoadAsync(
        BifrostProject project, IReadOnlyList<InputFile> files, Func<EtlOptions, EtlOptions> settle, Invocation invocation, IProgressBoard board, CancellationToken cancellation)
    {
        var options = settle(new() { RejectFolder = Path.Combine(project.StateFolder, "etl"), ProfileFolder = InputProfiles.FolderIn(project.StateFolder) });
        var progress = new LoadProgress("Loading", board, invocation.Messages, invocation.Terminal.Time);
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
        Notes =
        [
            .. report.Profiles.Select(ProfileTables.Line),
            .. report.Files.Where(static file => file.RejectFile is not null).Select(static file => $"{file.File}: the rejected lines are in {file.RejectFile}"),
        ],
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
