using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Deploy;

/// <summary>What the topology asks of a cluster against what the cluster has; or of two clusters, what it asks of the one and not of the other.</summary>
internal sealed class DiffCommand : Verb
{
    private readonly PlanOptions _plan = new();
    private readonly Option<string?> _between;

    public DiffCommand() : base("diff", "Show what apply would change, or in what the connectors of two clusters differ and why; exit code 3 when there is something",
        "bifrost diff", "bifrost diff --between embedded,kafka")
    {
        Take(_plan.Prune);
        Take(_plan.Templates);
        _between = Take(new Option<string?>("--between") { Description = "Two clusters of the topology, with a comma: compare what is rendered for them, and ask neither", HelpName = "NAME,NAME" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Value(_between) is { } names)
            return Between(names, invocation);
        PlanMaker.RequireNamedCluster(invocation);
        var project = BifrostProject.Load(invocation);
        using var client = invocation.OpenCluster(project);
        var plan = await _plan.MakeAsync(project, invocation, client, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(plan, PlanLines.Of);
        return plan.HasChanges ? ExitCode.Differs : ExitCode.Fine;
    }

    private ExitCode Between(string names, Invocation invocation)
    {
        if (names.Split(',', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } left, { Length: > 0 } right])
            throw new CommandException($"--between wants two clusters with a comma between them, such as embedded,kafka; not '{names}'.", ExitCode.Usage);
        if (invocation.ClusterWasGiven || invocation.WasGiven(_plan.Prune))
            throw new CommandException("--between compares what is rendered: --cluster and --prune say nothing there.", ExitCode.Usage);
        var project = BifrostProject.Load(invocation);
        var difference = new ClusterComparison(project, invocation, invocation.Value(_plan.Templates)).Compare(project.ClusterNamed(left), project.ClusterNamed(right));
        invocation.Results.WriteLines(difference, ClusterDifferenceLines.Of);
        return difference.Differs ? ExitCode.Differs : ExitCode.Fine;
    }
}
