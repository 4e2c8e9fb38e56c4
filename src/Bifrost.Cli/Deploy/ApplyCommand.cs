using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Registry;
using Bifrost.Cli.Render;
using Bifrost.Cli.Schema;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Deploy;

/// <summary>Brings a cluster's connectors to what the topology, or a plan made of it before, says.</summary>
internal sealed class ApplyCommand : Verb
{
    private const int DefaultTimeout = 60;

    /// <summary>A Connect worker acts on a new configuration up to a second after it took it.</summary>
    private static readonly TimeSpan SettleFor = TimeSpan.FromSeconds(2);

    private readonly Argument<string?> _file;
    private readonly PlanOptions _plan = new();
    private readonly Option<bool> _dryRun;
    private readonly Option<bool> _resetOffsets;
    private readonly Option<bool> _createTopics;
    private readonly Option<bool> _registry;
    private readonly Option<bool> _noWait;
    private readonly Option<int> _timeout;

    public ApplyCommand() : base("apply", "Create and update the connectors of a cluster as the topology says, and wait until they run",
        "bifrost apply", "bifrost apply --cluster kafka --prune --timeout 120", "bifrost apply --cluster kafka kafka.plan")
    {
        _file = Take(new Argument<string?>("plan") { Description = "A file of `bifrost plan --out`: apply just that, where the cluster is still as it was", Arity = ArgumentArity.ZeroOrOne });
        Take(_plan.Prune);
        Take(_plan.Templates);
        _dryRun = Take(new Option<bool>("--dry-run") { Description = "Validate and show the plan; change nothing" });
        _resetOffsets = Take(new Option<bool>("--reset-offsets") { Description = "Let connectors that are created begin anew: forget offsets that earlier ones of their names left" });
        _createTopics = Take(new Option<bool>("--create-topics") { Description = "Make the topics of the sources' tables first, with the partitions and settings of the topology" });
        _registry = Take(new Option<bool>("--registry") { Description = "First set the compatibility levels of the topology's subjects, as `registry compat --apply` does" });
        _noWait = Take(new Option<bool>("--no-wait") { Description = "Do not wait until the tasks run" });
        _timeout = Take(Timeouts.Option(DefaultTimeout));
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        PlanMaker.RequireNamedCluster(invocation);
        var project = BifrostProject.Load(invocation);
        var held = FindingReport.Check(project, invocation, invocation.Value(_plan.Templates));
        if (held is not null && !invocation.Value(_dryRun))
            throw held;
        await MovedOn.NoteAsync(project, invocation, cancellation).ConfigureAwait(false);
        using var client = invocation.OpenCluster(project);
        var plan = await PlanAsync(project, invocation, client, cancellation).ConfigureAwait(false);
        var applier = new PlanApplier(client, Limits(invocation), invocation.Terminal.Time);
        if (invocation.Value(_dryRun))
        {
            var exit = await DryRunAsync(applier, plan, invocation, cancellation).ConfigureAwait(false);
            return held is null ? exit : throw held;
        }
        if (invocation.Value(_createTopics))
            foreach (var topic in await SourceTopics.CreateAsync(project, invocation, cancellation).ConfigureAwait(false))
                invocation.Messages.Info($"Topic {topic} was made.");
        // A connector that is created says what it goes on from once it is there.
        if (invocation.Value(_registry))
            await LevelsFirst.SetAsync(invocation, cancellation).ConfigureAwait(false);
        foreach (var note in plan.Changes.Where(static change => change.Kind != ChangeKind.Create).SelectMany(static change => change.Notes.Select(note => $"{change.Name}: {note}")))
            invocation.Messages.Info(note);
        var report = await invocation.Messages.ProgressAsync(board => ApplyAsync(applier, plan, board, cancellation)).ConfigureAwait(false);
        report = report with { AsPlanned = invocation.Value(_file) is not null };
        invocation.Results.WriteLines(report, ApplyLines.Of);
        foreach (var name in plan.Unmanaged)
            invocation.Messages.Info($"{name} belongs to this topology, which no longer has it; --prune deletes it.");
        return report.IsFine ? ExitCode.Fine : ExitCode.Fault;
    }

    private ApplyOptions Limits(Invocation invocation) => new()
    {
        Timeout = TimeSpan.FromSeconds(invocation.Value(_timeout)),
        SettleFor = SettleFor,
        Wait = !invocation.Value(_noWait),
        ResetOffsets = invocation.Value(_resetOffsets),
    };

    private async Task<ConnectorPlan> PlanAsync(BifrostProject project, Invocation invocation, IConnectClient client, CancellationToken cancellation)
    {
        if (invocation.Value(_file) is not { } asGiven)
            return await _plan.MakeAsync(project, invocation, client, cancellation).ConfigureAwait(false);
        if (invocation.WasGiven(_plan.Prune) || invocation.WasGiven(_plan.Templates))
            throw new CommandException("A plan in a file is applied as it is: give --prune and --templates to `bifrost plan --out`.", ExitCode.Usage);
        var file = PlanFiles.Read(invocation.Resolve(asGiven), asGiven);
        file.RequireFor(project.Topology.Name, invocation.ClusterName, asGiven);
        return await PlanMaker.MakeAsync(file, client, cancellation).ConfigureAwait(false);
    }

    private static async Task<ExitCode> DryRunAsync(PlanApplier applier, ConnectorPlan plan, Invocation invocation, CancellationToken cancellation)
    {
        var invalid = await applier.ValidateAsync(plan, null, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(plan, PlanLines.Of);
        foreach (var (name, errors) in invalid)
            foreach (var error in errors)
                invocation.Messages.Error($"{name}: {error}");
        foreach (var (name, reason) in plan.MovedOn)
            invocation.Messages.Error($"{name}: it is no longer as the plan says: {reason}.");
        return invalid.Count > 0 || plan.MovedOn.Count > 0 ? ExitCode.Fault : plan.HasChanges ? ExitCode.Differs : ExitCode.Fine;
    }

    private static async Task<ApplyReport> ApplyAsync(PlanApplier applier, ConnectorPlan plan, IProgressBoard board, CancellationToken cancellation)
    {
        using var steps = new StepProgress(board);
        return await applier.ApplyAsync(plan, steps, cancellation).ConfigureAwait(false);
    }
}
