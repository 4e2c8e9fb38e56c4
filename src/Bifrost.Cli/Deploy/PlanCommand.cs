using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Deploy;

/// <summary>Shows what <c>apply</c> would change, and changes nothing.</summary>
internal sealed class PlanCommand : Verb
{
    private readonly Option<bool> _prune;
    private readonly Option<string?> _templates;

    public PlanCommand() : base("plan", "Show what apply would change in a Connect cluster; exit code 3 when there is something",
        "bifrost plan", "bifrost plan --cluster kafka --output json")
    {
        Aliases.Add("diff");
        _prune = Take(ApplyCommand.Prune());
        _templates = Take(RenderedFiles.TemplatesOption());
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        PlanMaker.RequireNamedCluster(invocation);
        var project = BifrostProject.Load(invocation);
        using var client = invocation.OpenCluster(project);
        var plan = await PlanMaker.MakeAsync(project, invocation, client, invocation.Value(_templates), invocation.Value(_prune), cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(plan, PlanLines.Of);
        return plan.HasChanges ? ExitCode.Differs : ExitCode.Fine;
    }
}
