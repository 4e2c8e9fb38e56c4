using System.Globalization;
using Bifrost.Analytics;
using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Run;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Models;

/// <summary>Says how old what a replica holds is, by the heartbeat that is replicated with it.</summary>
internal sealed class FreshnessCommand : Verb
{
    private readonly ModelTargets _targets = new();

    public FreshnessCommand() : base("freshness", "Say how fresh the sources of the models are in targets, by the replicated heartbeat; exit code 1 when one is stale",
        "bifrost models freshness --all", "bifrost models freshness --target mjolnir --output json")
    {
        Take(_targets.Names);
        Take(_targets.All);
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var targets = _targets.Chosen(invocation, project.Topology);
        var plan = CompiledModels.Load().Plan;
        var (reports, reached) = (new List<FreshnessReport>(), true);
        foreach (var target in targets)
        {
            try
            {
                reports.Add(await new FreshnessCheck(ModelTargets.Of(project, target), plan).RunAsync(target.ConnectorName, cancellation).ConfigureAwait(false));
                Tell(reports[^1], invocation.Messages);
            }
            catch (ModelsException e)
            {
                invocation.Messages.Error(e.Message);
                reached = false;
            }
        }
        invocation.Results.Write(reports, View);
        return reached && reports.All(static report => report.Succeeded) ? ExitCode.Fine : ExitCode.Fault;
    }

    /// <summary>Sources share a heartbeat, so what is wrong with one is wrong with all: it is said once.</summary>
    private static void Tell(FreshnessReport report, MessageWriter messages)
    {
        foreach (var same in report.Sources.Where(static source => source.Message is not null).GroupBy(static source => (source.Status, source.Message)))
        {
            var sentence = $"{report.Target}: {string.Join(", ", same.Select(static source => source.Source))}: {same.Key.Message}";
            if (same.Key.Status == FreshnessStatus.Warned)
                messages.Warning(sentence);
            else
                messages.Error(sentence);
        }
    }

    private static Table View(List<FreshnessReport> reports) => Table.Of(
        reports.SelectMany(static report => report.Sources.Select(source => (report.Target, Source: source))),
        ("Target", static row => row.Target),
        ("Source", static row => row.Source.Source),
        ("Status", static row => row.Source.Status.ToString().ToLowerInvariant()),
        ("Last beat (UTC)", static row => row.Source.LoadedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        ("Age (s)", static row => row.Source.AgeSeconds?.ToString("0", CultureInfo.InvariantCulture)),
        ("Warns after", static row => row.Source.WarnAfterSeconds?.ToString("0", CultureInfo.InvariantCulture)),
        ("Stale after", static row => row.Source.ErrorAfterSeconds?.ToString("0", CultureInfo.InvariantCulture)));
}
