using System.CommandLine;
using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Page;
using Bifrost.Cli.Models;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Report;

/// <summary>Makes the page of the replicas' stars: what they say, how clean their data are, and whether they can be believed.</summary>
internal sealed class ReportCommand : Verb
{
    /// <summary>Seconds that a target may stand still before the comparison with it is given up: the page is to say that it does, not to wait until it does not.</summary>
    private const int DefaultTimeout = 15;

    private readonly Option<string[]> _targets;
    private readonly Option<string?> _to;
    private readonly Option<bool> _skipVerify;
    private readonly Option<int> _timeout;

    public ReportCommand() : base("report", "Make a page of each replica's star: figures, charts, data quality, and how the replicas stand; exit code 3 when they differ",
        "bifrost report", "bifrost report --target mjolnir --to /var/www/sinarm.html --skip-verify")
    {
        _targets = Take(new Option<string[]>("--target") { Description = "A target to tell of; every target of the topology when none is named", HelpName = "NAME", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = static _ => [] });
        _to = Take(new Option<string?>("--to") { Description = "The page, or a folder for its index.html; report/index.html in the state folder unless given", HelpName = "PATH" });
        _skipVerify = Take(new Option<bool>("--skip-verify") { Description = "Leave out the comparison of each target with its source, which reads every row of both" });
        _timeout = Take(Timeouts.Option(DefaultTimeout));
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var targets = Chosen(project, invocation.Value(_targets)!);
        var patience = invocation.Value(_skipVerify) ? (TimeSpan?)null : TimeSpan.FromSeconds(invocation.Value(_timeout));
        var content = await invocation.Messages.ProgressAsync(board => new ReportReader(project, invocation, board).ReadAsync(targets, patience, cancellation)).ConfigureAwait(false);
        var page = PageOf(invocation);
        TextFile.Write(page, ReportPage.Of(content));
        var result = ReportResult.Of(page, content);
        invocation.Results.WriteLines(result, ReportLines.Of);
        return result.Findings.Any(static finding => finding.Level == FindingLevel.Fault) ? ExitCode.Fault
            : result.Findings.Any(static finding => finding.Level == FindingLevel.Differs) ? ExitCode.Differs : ExitCode.Fine;
    }

    private static IReadOnlyList<Target> Chosen(BifrostProject project, string[] names)
    {
        var known = project.Topology.Targets;
        foreach (var name in names)
            if (!known.Any(target => target.Name == name))
                throw ModelsUsage.Unknown(name, project.Topology);
        return [.. known.Where(target => names.Length == 0 || names.Contains(target.Name))];
    }

    private string PageOf(Invocation invocation)
    {
        const string name = "index.html";
        if (invocation.Value(_to) is not { Length: > 0 } to)
            return Path.Combine(invocation.StateFolder, "report", name);
        var path = invocation.Resolve(to);
        return Path.EndsInDirectorySeparator(to) || Directory.Exists(path) ? Path.Combine(path, name) : path;
    }
}
