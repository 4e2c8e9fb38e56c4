using System.CommandLine;
using Bifrost.Analytics.Dbt;
using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Profile;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Models;

/// <summary>The result of <c>bifrost models compile</c>.</summary>
/// <param name="Differences">What was, or with <c>--check</c> is, otherwise in the folder.</param>
internal sealed record CompileReport(string Folder, bool Checked, bool UpToDate, int Models, int Tests, IReadOnlyList<string> Differences);

/// <summary>Writes what dbt compiles for a full build to where it is committed, and built into this program.</summary>
internal sealed class CompileCommand : Verb
{
    private readonly Option<string?> _target;
    private readonly Option<string?> _to;
    private readonly Option<bool> _check;

    public CompileCommand() : base("compile", "For developers of the models: have dbt compile them, and write the plan and SQL that builds them without dbt",
        "bifrost models compile", "bifrost models compile --check")
    {
        _target = Take(new Option<string?>("--target", "-t") { Description = "Any target that can be reached: dbt asks its catalog; the first unless given", HelpName = "NAME" });
        _to = Take(new Option<string?>("--to") { Description = "Folder to write instead of src/Bifrost.Analytics/Compiled beside the topology", HelpName = "DIR" });
        _check = Take(new Option<bool>("--check") { Description = "Write nothing; show what differs, and exit with 3 if something does" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var able = DbtProfile.TargetsOf(project.Topology);
        var target = invocation.Value(_target) is { } name ? able.FirstOrDefault(target => target.Name == name) ?? throw ModelsUsage.NoLogin([name]) : able.Count > 0 ? able[0] : throw ModelsUsage.NoLogin([]);
        var dbt = await DbtProgram.CheckAsync(DbtProgram.Find(invocation.Terminal.Variable) ?? throw DbtProgram.NotFound(), cancellation).ConfigureAwait(false);
        var compiled = await invocation.Messages.ProgressAsync(async board =>
        {
            var step = board.Begin("Compiling");
            var compiled = await new DbtCompile(ModelsEngine.ProjectFor(project, dbt, target)).RunAsync(target.Name, cancellation).ConfigureAwait(false);
            step.Finish("done");
            return compiled;
        }).ConfigureAwait(false);
        var path = invocation.Value(_to) is { } to ? invocation.Resolve(to) : Path.Combine(project.Folder, "src", "Bifrost.Analytics", "Compiled");
        var (folder, check) = (new CompiledFolder(path), invocation.Value(_check));
        var differences = folder.Differences(compiled);
        if (!check)
            folder.Write(compiled);
        invocation.Results.WriteLines(
            new CompileReport(Path.GetRelativePath(invocation.Terminal.Folder, path), check, differences.Count == 0, compiled.Plan.Relations.Count, compiled.Plan.Tests.Count, differences), Lines);
        return check && differences.Count > 0 ? ExitCode.Differs : ExitCode.Fine;
    }

    private static IEnumerable<string> Lines(CompileReport report) =>
        (report.Checked ? report.Differences : []).Append((report.UpToDate, report.Checked) switch
        {
            (true, _) => $"{report.Folder} is up to date: {report.Models} models and seeds, {report.Tests} tests.",
            (_, true) => $"{report.Folder} is not what dbt compiles. Write it with `bifrost models compile`.",
            _ => $"{report.Folder} written: {report.Models} models and seeds, {report.Tests} tests; {report.Differences.Count} files changed.",
        });
}
