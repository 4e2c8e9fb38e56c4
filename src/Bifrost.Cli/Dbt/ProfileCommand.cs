using System.CommandLine;
using Bifrost.Analytics.Profile;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Dbt;

/// <summary>The result of <c>bifrost dbt profile</c>.</summary>
/// <param name="File">The profile, from the current folder.</param>
/// <param name="Targets">dbt's targets, which are the topology's.</param>
internal sealed record ProfileReport(string File, bool Checked, bool UpToDate, IReadOnlyList<string> Targets);

/// <summary>Writes dbt's profile from the topology; the same topology gives the same bytes.</summary>
internal sealed class ProfileCommand : Verb
{
    private readonly Option<string?> _to;
    private readonly Option<bool> _check;

    public ProfileCommand() : base("profile", "Write dbt/profiles.yml from the topology: a target for each replica that has a login for models, everything by env_var",
        "bifrost dbt profile", "bifrost dbt profile --check")
    {
        _to = Take(new Option<string?>("--to") { Description = "File to write instead of dbt/profiles.yml beside the topology", HelpName = "PATH" });
        _check = Take(new Option<bool>("--check") { Description = "Write nothing; exit with 3 if the file is not what the topology says" });
    }

    public override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var topology = BifrostProject.Load(invocation).Topology;
        var path = invocation.Value(_to) is { } to ? invocation.Resolve(to) : Path.Combine(invocation.ProjectFolder, "dbt", "profiles.yml");
        var text = DbtProfile.Of(topology);
        var check = invocation.Value(_check);
        var upToDate = TextFile.Read(path) == text;
        if (!check && !upToDate)
            TextFile.Write(path, text);
        var report = new ProfileReport(Path.GetRelativePath(invocation.Terminal.Folder, path), check, upToDate, [.. DbtProfile.TargetsOf(topology).Select(static target => target.Name)]);
        invocation.Results.WriteLines(report, Lines);
        return Task.FromResult(check && !upToDate ? ExitCode.Differs : ExitCode.Fine);
    }

    private static IEnumerable<string> Lines(ProfileReport report) =>
    [
        (report.UpToDate, report.Checked) switch
        {
            (true, _) => $"{report.File} is up to date: {string.Join(", ", report.Targets)}.",
            (_, true) => $"{report.File} is not what the topology says. Write it with `bifrost dbt profile`.",
            _ => $"{report.File} written: {string.Join(", ", report.Targets)}.",
        },
    ];
}
