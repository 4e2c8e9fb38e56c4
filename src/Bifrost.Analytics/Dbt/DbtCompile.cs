using Bifrost.Analytics.Manifest;
using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Dbt;

/// <summary>Has dbt compile the whole project for a full build, and reads what comes of it.</summary>
public sealed class DbtCompile(DbtProject project)
{
    /// <param name="target">Any reachable target: dbt asks its catalog, and what it compiles does not depend on it.</param>
    /// <exception cref="ModelsException">dbt fails, or the project has what cannot be built without it.</exception>
    public async Task<CompiledModels> RunAsync(string target, CancellationToken cancellation)
    {
        var (code, errors) = await project.CallAsync(["compile", "--full-refresh", "--target", target], static (_, _) => { }, cancellation).ConfigureAwait(false);
        if (code != 0)
            throw DbtFaults.Failed("dbt compile", code, errors);
        return ModelsCompiler.Compile(Path.Combine(project.TargetFolder, "manifest.json"), project.Folder);
    }
}
