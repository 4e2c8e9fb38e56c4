using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Profiles;

namespace Bifrost.Cli.Etl;

/// <summary>Shows what inputs hold, without loading them.</summary>
internal sealed class ProfileCommand : Verb
{
    private readonly Argument<string[]> _inputs;

    public ProfileCommand() : base("profile", "Show what published files hold, without loading them; without FILE, what was loaded",
        "bifrost etl profile OCORRENCIAS_2024.csv.gz", "bifrost etl profile --output json") =>
        _inputs = Take(new Argument<string[]>("inputs")
        {
            Description = "Folders, .csv or .csv.gz files, or http(s) URLs",
            HelpName = "DIR|FILE|URL",
            Arity = ArgumentArity.ZeroOrMore,
        });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var inputs = invocation.Value(_inputs) ?? [];
        var report = inputs.Length == 0
            ? new ProfileReport(InputProfiles.Read(InputProfiles.FolderIn(invocation.StateFolder)), [])
            : await ReadAsync(inputs, invocation, cancellation).ConfigureAwait(false);
        Loading.WarnOfSkipped(report.Skipped, invocation);
        invocation.Results.Write(report, ProfileTables.Of(report));
        return ExitCode.Fine;
    }

    private static async Task<ProfileReport> ReadAsync(string[] inputs, Invocation invocation, CancellationToken cancellation)
    {
        using var files = await InputSet.FindAsync(inputs.Select(input => Loading.Located(input, invocation)), cancellation).ConfigureAwait(false);
        return await invocation.Messages.ProgressAsync(async board =>
        {
            var progress = new LoadProgress("Reading", board, invocation.Messages, invocation.Terminal.Time);
            var report = await Task.Run(() => new InputProfiler(invocation.Terminal.Time, progress.Report).ReadAsync(files.Files, cancellation), cancellation).ConfigureAwait(false);
            progress.Finish();
            return report;
        }).ConfigureAwait(false);
    }
}
