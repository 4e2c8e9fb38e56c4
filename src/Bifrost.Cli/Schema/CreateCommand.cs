using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Postgres.Replicas;
using Bifrost.Topology;

namespace Bifrost.Cli.Schema;

/// <summary>The result of <c>bifrost schema create</c>.</summary>
internal sealed record CreateReport(bool DryRun, IReadOnlyList<CreatedTables> Targets);

/// <param name="Statements">SQL that was, or with <c>--dry-run</c> would be, run, in order.</param>
/// <param name="Differences">What is there and otherwise, with what mends it; nothing of it is changed.</param>
/// <param name="Skipped">Why nothing is made here; null where something is.</param>
internal sealed record CreatedTables(string Target, IReadOnlyList<string> Statements, IReadOnlyList<string> Differences, string? Skipped);

/// <summary>Makes the targets' tables beforehand, with the source's own types.</summary>
internal sealed class CreateCommand : Verb
{
    private readonly Option<string[]> _targets;
    private readonly Option<bool> _dryRun;

    public CreateCommand() : base("create", "Make the targets' tables beforehand with the source's own types, from bifrost.tables.yml; exit code 3 when one is there and otherwise",
        "bifrost schema create", "bifrost schema create --target mjolnir --dry-run")
    {
        _targets = Take(new Option<string[]>("--target") { Description = "The targets, by name; all unless given", HelpName = "NAME", AllowMultipleArgumentsPerToken = true });
        _dryRun = Take(new Option<bool>("--dry-run") { Description = "Show the SQL and change nothing; exit with 3 if there is some" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var targets = project.TargetsNamed(invocation.Value(_targets) ?? []);
        var replicas = new WantedReplicas(project);
        var dryRun = invocation.Value(_dryRun);
        var made = new List<CreatedTables>();
        foreach (var target in targets)
            made.Add(await MakeAsync(replicas, target, dryRun, cancellation).ConfigureAwait(false));
        invocation.Results.WriteLines(new CreateReport(dryRun, made), CreateLines.Of);
        return made.Any(one => one.Differences.Count > 0 || (dryRun && one.Statements.Count > 0)) ? ExitCode.Differs : ExitCode.Fine;
    }

    private static async Task<CreatedTables> MakeAsync(WantedReplicas replicas, Target target, bool dryRun, CancellationToken cancellation)
    {
        if (WantedReplicas.WhyNot(target) is { } why)
            return new CreatedTables(target.Name, [], [], why);
        var statements = new List<string>();
        var differences = new List<string>();
        foreach (var (database, wanted) in replicas.Of(target))
        {
            var plan = await ReplicaTables.PlanAsync(database, wanted, cancellation).ConfigureAwait(false);
            if (!dryRun)
                differences.AddRange(await ReplicaTables.CarryOutAsync(database, plan, cancellation).ConfigureAwait(false));
            statements.AddRange(plan.Statements);
            differences.AddRange(plan.Differences);
        }
        return new CreatedTables(target.Name, statements, differences, null);
    }
}
