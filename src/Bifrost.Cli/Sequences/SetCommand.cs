using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Postgres.Sequences;
using Bifrost.Topology;

namespace Bifrost.Cli.Sequences;

/// <summary>The result of <c>bifrost sequences set</c>.</summary>
internal sealed record SetReport(bool DryRun, IReadOnlyList<TargetSequences> Targets);

/// <param name="Skipped">Why nothing is set here; null where something is.</param>
internal sealed record TargetSequences(string Target, IReadOnlyList<SequenceLine> Sequences, string? Skipped);

/// <param name="Sequence">At the source.</param>
/// <param name="OnTarget">Its name there; null where there is none.</param>
/// <param name="Was">What the target would have given next; null where there is none.</param>
/// <param name="Next">What the source gives next.</param>
internal sealed record SequenceLine(string Sequence, string? OnTarget, decimal? Was, decimal Next, SequenceOutcome Outcome);

/// <summary>Sets the targets' sequences to where the sources' stand, at a switch-over.</summary>
internal sealed class SetCommand : Verb
{
    private readonly Option<string[]> _targets;
    private readonly Option<bool> _force;
    private readonly Option<bool> _dryRun;

    public SetCommand() : base("set", "Set the targets' sequences to where the sources' stand: for a switch-over, once the writers have stopped; never backwards, and exit code 3 when one is beyond its source",
        "bifrost sequences set --target mjolnir", "bifrost sequences set --dry-run")
    {
        _targets = Take(new Option<string[]>("--target") { Description = "The targets, by name; all unless given", HelpName = "NAME", AllowMultipleArgumentsPerToken = true });
        _force = Take(new Option<bool>("--force") { Description = "Set those back, too, that are beyond the source's" });
        _dryRun = Take(new Option<bool>("--dry-run") { Description = "Show what would be set and change nothing; exit with 3 if there is something" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var targets = project.TargetsNamed(invocation.Value(_targets) ?? []);
        var connectors = TopologyConnectors.OfAnyCluster(project);
        var (force, dryRun) = (invocation.Value(_force), invocation.Value(_dryRun));
        var set = new List<TargetSequences>();
        foreach (var target in targets)
            set.Add(await SetAsync(connectors, target, force, dryRun, cancellation).ConfigureAwait(false));
        invocation.Results.WriteLines(new SetReport(dryRun, set), SetLines.Of);
        var outcomes = set.SelectMany(static one => one.Sequences).Select(static line => line.Outcome).ToList();
        return outcomes.Contains(SequenceOutcome.Ahead) || (dryRun && outcomes.Contains(SequenceOutcome.Set)) ? ExitCode.Differs : ExitCode.Fine;
    }

    private static async Task<TargetSequences> SetAsync(TopologyConnectors connectors, Target target, bool force, bool dryRun, CancellationToken cancellation)
    {
        if (target.Dialect is not Dialect.Postgres)
            return new TargetSequences(target.Name, [], $"it speaks {target.Dialect.ToString().ToLowerInvariant()}, and only PostgreSQL's sequences are set.");
        var lines = new List<SequenceLine>();
        foreach (var pair in connectors.PairsOf(target.ConnectorName))
        {
            var changes = await SequenceSwitch.SetAsync(pair.Source, pair.Sink, pair.Router, force, dryRun, cancellation).ConfigureAwait(false);
            lines.AddRange(changes.Select(static one => new SequenceLine(one.Source.ToString(), one.Target?.ToString(), one.Was, one.Next, one.Outcome)));
        }
        return new TargetSequences(target.Name, lines, null);
    }
}
