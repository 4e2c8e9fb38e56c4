using System.CommandLine;
using Bifrost.Analytics;
using Bifrost.Analytics.Run;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Topology;

namespace Bifrost.Cli.Models;

/// <summary>What <c>run</c> and <c>test</c> share: targets, who builds, which nodes, how it is told.</summary>
internal abstract class ModelsVerb : Verb
{
    private readonly ModelTargets _targets = new();
    private readonly Option<string?> _with;
    private readonly Option<string[]> _select;

    protected ModelsVerb(string name, string description, params string[] examples) : base(name, description, examples)
    {
        Take(_targets.Names);
        Take(_targets.All);
        _with = Take(ModelsEngine.Option());
        _select = Take(new Option<string[]>("--select") { Description = "Only these models, seeds or tests, by name", HelpName = "NAME", AllowMultipleArgumentsPerToken = true });
    }

    /// <summary>What of the plan is run, by the verb's own options.</summary>
    /// <param name="names">As given by <c>--select</c>.</param>
    protected abstract RunSelection Selection(Invocation invocation, IReadOnlyList<string> names);

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var targets = _targets.Chosen(invocation, project.Topology);
        var selection = Selection(invocation, invocation.Value(_select) ?? []);
        var engine = await ModelsEngine.ChooseAsync(project, invocation, _with, cancellation).ConfigureAwait(false);
        var report = new ModelsReport(await invocation.Messages.ProgressAsync(board => OnEachAsync(engine, targets, selection, board, invocation, cancellation)).ConfigureAwait(false));
        foreach (var target in report.Targets)
            Tell(target, invocation.Messages);
        invocation.Results.Write(report, ModelsReport.View);
        return report.Targets.All(static target => target.Succeeded) ? ExitCode.Fine : ExitCode.Fault;
    }

    /// <summary>A target that cannot be built does not keep the others from it.</summary>
    private static async Task<IReadOnlyList<RunReport>> OnEachAsync(
        ModelsEngine engine, IReadOnlyList<Target> targets, RunSelection selection, IProgressBoard board, Invocation invocation, CancellationToken cancellation)
    {
        var reports = new List<RunReport>();
        foreach (var target in targets)
        {
            var steps = new RunSteps(target.Name, board, invocation.Messages);
            try
            {
                reports.Add(await engine.RunAsync(target, selection, steps, cancellation).ConfigureAwait(false));
                steps.Finish(reports[^1].Succeeded ? "done" : "failed");
            }
            catch (Exception e) when (e is ModelsException or UnresolvedReferenceException)
            {
                steps.Finish("failed");
                reports.Add(new(target.Name, "", 0, []) { Error = e.Message });
            }
        }
        return reports;
    }

    private static void Tell(RunReport target, MessageWriter messages)
    {
        if (target.Error is { } error)
            messages.Error(error);
        foreach (var result in target.Results.Where(static result => result.Message is not null))
        {
            var sentence = $"{target.Target}: {result.Kind} {result.Name}: {result.Message}";
            switch (result.Status)
            {
                case Analytics.Run.NodeStatus.Failed:
                    messages.Error(sentence);
                    break;
                case Analytics.Run.NodeStatus.Warned:
                    messages.Warning(sentence);
                    break;
                default:
                    messages.Detail(sentence);
                    break;
            }
        }
    }
}
