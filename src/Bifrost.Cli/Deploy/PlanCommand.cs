using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Render;
using Bifrost.Cli.Schema;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Deploy;

/// <summary>Shows what <c>apply</c> would change, and changes nothing.</summary>
internal sealed class PlanCommand : Verb
{
    private readonly PlanOptions _plan = new();
    private readonly Option<string?> _out;

    public PlanCommand() : base("plan", "Show what apply would change in a Connect cluster; exit code 3 when there is something",
        "bifrost plan", "bifrost plan --cluster kafka --output json", "bifrost plan --cluster kafka --out kafka.plan && bifrost apply --cluster kafka kafka.plan")
    {
        Take(_plan.Prune);
        Take(_plan.Templates);
        _out = Take(new Option<string?>("--out") { Description = "Write the plan to this file too, for `bifrost apply FILE`; it holds no more than the rendered files do", HelpName = "FILE" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        PlanMaker.RequireNamedCluster(invocation);
        var project = BifrostProject.Load(invocation);
        using var client = invocation.OpenCluster(project);
        var plan = await _plan.MakeAsync(project, invocation, client, cancellation).ConfigureAwait(false);
        if (invocation.Value(_out) is { } path)
            PlanFiles.Write(plan, invocation.Resolve(path), invocation.Terminal.Time);
        invocation.Results.WriteLines(plan, PlanLines.Of);
        var findings = FindingReport.Write(project, invocation, RenderedFiles.Of(project, invocation, invocation.Value(_plan.Templates)), invocation.ClusterName);
        await MovedOn.NoteAsync(project, invocation, cancellation).ConfigureAwait(false);
        if (FindingReport.HasErrors(findings))
            return ExitCode.Fault;
        return plan.HasChanges ? ExitCode.Differs : ExitCode.Fine;
    }
}
