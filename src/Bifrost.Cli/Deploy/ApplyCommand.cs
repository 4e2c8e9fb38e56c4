using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Deploy;

/// <summary>Brings a cluster's connectors to what the topology says.</summary>
internal sealed class ApplyCommand : Verb
{
    private const int DefaultTimeout = 60;

    private readonly Option<bool> _prune;
    private readonly Option<string?> _templates;
    private readonly Option<bool> _dryRun;
    private readonly Option<bool> _noWait;
    private readonly Option<int> _timeout;

    public ApplyCommand() : base("apply", "Create and update the connectors of a cluster as the topology says, and wait until they run",
        "bifrost apply", "bifrost apply --cluster kafka --prune --timeout 120")
    {
        _prune = Take(Prune());
        _templates = Take(RenderedFiles.TemplatesOption());
        _dryRun = Take(new Option<bool>("--dry-run") { Description = "Validate and show the plan; change nothing" });
        _noWait = Take(new Option<bool>("--no-wait") { Description = "Do not wait until the tasks run" });
        _timeout = Take(Timeouts.Option(DefaultTimeout));
    }

    public static Option<bool> Prune() => new("--prune") { Description = "Delete connectors of this topology that it no longer has" };

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        PlanMaker.RequireNamedCluster(invocation);
        var project = BifrostProject.Load(invocation);
        using var client = invocation.OpenCluster(project);
        var plan = await PlanMaker.MakeAsync(project, invocation, client, invocation.Value(_templates), invocation.Value(_prune), cancellation).ConfigureAwait(false);
        var options = new ApplyOptions { Timeout = TimeSpan.FromSeconds(invocation.Value(_timeout)), Wait = !invocation.Value(_noWait) };
        var applier = new PlanApplier(client, options, invocation.Terminal.Time);
        if (invocation.Value(_dryRun))
            return await DryRunAsync(applier, plan, invocation, cancellation).ConfigureAwait(false);
        foreach (var note in plan.Changes.SelectMany(static change => change.Notes.Select(note => $"{change.Name}: {note}")))
            invocation.Messages.Info(note);
        var report = await invocation.Messages.ProgressAsync(board => ApplyAsync(applier, plan, board, cancellation)).ConfigureAwait(false);
        invocation.Results.WriteLines(report, ApplyLines.Of);
        foreach (var name in plan.Unmanaged)
            invocation.Messages.Info($"{name} belongs to this topology, which no longer has it; --prune deletes it.");
        return report.IsFine ? ExitCode.Fine : ExitCode.Fault;
    }

    private static async Task<ExitCode> DryRunAsync(PlanApplier applier, ConnectorPlan plan, Invocation invocation, CancellationToken cancellation)
    {
        var invalid = await applier.ValidateAsync(plan, null, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(plan, PlanLines.Of);
        foreach (var (name, errors) in invalid)
            foreach (var error in errors)
                invocation.Messages.Error($"{name}: {error}");
        return invalid.Count > 0 ? ExitCode.Fault : plan.HasChanges ? ExitCode.Differs : ExitCode.Fine;
    }

    private static async Task<ApplyReport> ApplyAsync(PlanApplier applier, ConnectorPlan plan, IProgressBoard board, CancellationToken cancellation)
    {
        using var steps = new StepProgress(board);
        return await applier.ApplyAsync(plan, steps, cancellation).ConfigureAwait(false);
    }
}
