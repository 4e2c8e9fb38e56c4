using System.CommandLine;
using Bifrost.Analytics;
using Bifrost.Analytics.Dbt;
using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Profile;
using Bifrost.Analytics.Run;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Models;

/// <summary>Who builds the models: dbt where it is found, else the SQL that this build carries.</summary>
internal sealed class ModelsEngine(BifrostProject project, Invocation invocation, CompiledModels compiled, DbtProgram? dbt)
{
    public static Option<string?> Option() => new("--with") { Description = "Who builds: dbt, or the committed SQL; unless given, dbt where it is found", HelpName = "dbt|sql" };

    /// <summary>
    /// A dbt that is asked for, by <c>--with dbt</c> or by BIFROST_DBT, must be there and of a version that is supported. One that merely lies on the PATH may be anybody's: of another version it is
    /// named and passed over.
    /// </summary>
    /// <exception cref="ModelsException">dbt is asked for, and is not there or not supported.</exception>
    public static async Task<ModelsEngine> ChooseAsync(BifrostProject project, Invocation invocation, Option<string?> with, CancellationToken cancellation)
    {
        var wish = invocation.Value(with);
        if (wish is not (null or "dbt" or "sql"))
            throw ModelsUsage.UnknownEngine(wish);
        return new(project, invocation, CompiledModels.Load(), wish == "sql" ? null : await FindAsync(project, invocation, wish == "dbt", cancellation).ConfigureAwait(false));
    }

    public Task<RunReport> RunAsync(Target target, RunSelection selection, IRunWatcher watcher, CancellationToken cancellation)
    {
        var at = ModelTargets.Of(project, target);
        return dbt is null
            ? new ModelsRun(at, compiled, invocation.Terminal.Time, watcher).RunAsync(selection, cancellation)
            : new DbtRun(ProjectFor(project, dbt, target), at, compiled.Plan, invocation.Terminal.Time, watcher).RunAsync(selection, cancellation);
    }

    /// <summary>The dbt project beside the topology, for a target: its variables, a folder of its own below the state folder.</summary>
    public static DbtProject ProjectFor(BifrostProject project, DbtProgram dbt, Target target) => new(
        dbt, ProjectFolder(project), Path.Combine(project.StateFolder, "dbt", target.Name), DbtProfile.Of(project.Topology),
        DbtProfile.VariablesOf(target).ToDictionary(static name => name, name => project.References.Resolve($"${{env:{name}}}"), StringComparer.Ordinal));

    private static string ProjectFolder(BifrostProject project) => Path.Combine(project.Folder, "dbt");

    private static async Task<DbtProgram?> FindAsync(BifrostProject project, Invocation invocation, bool wanted, CancellationToken cancellation)
    {
        var path = DbtProgram.Find(invocation.Terminal.Variable);
        if (path is null)
            return wanted ? throw DbtProgram.NotFound() : null;
        var asked = wanted || invocation.Terminal.Variable(DbtProgram.Variable) is { Length: > 0 };
        if (!asked && !File.Exists(Path.Combine(ProjectFolder(project), "dbt_project.yml")))
            return null;
        try
        {
            return await DbtProgram.CheckAsync(path, cancellation).ConfigureAwait(false);
        }
        catch (ModelsException e) when (!asked)
        {
            invocation.Messages.Warning($"{e.Message} That is done now.");
            return null;
        }
    }
}
