using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Manifest;

/// <summary>From dbt's manifest to what is committed.</summary>
public static class ModelsCompiler
{
    /// <param name="manifest">Path of the <c>manifest.json</c> that <c>dbt compile --full-refresh</c> wrote.</param>
    /// <param name="project">Folder of the dbt project; its seeds' files name their columns.</param>
    /// <exception cref="ModelsException">The project has what cannot be built without dbt; all faults at once.</exception>
    public static CompiledModels Compile(string manifest, string project) => PlanMaker.Make(ManifestFile.Read(manifest), seed => Heading(project, seed));

    private static IReadOnlyList<string> Heading(string project, string seed)
    {
        var file = Directory.GetFiles(Path.Combine(project, "seeds"), $"{seed}.csv", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new ModelsException($"The seed {seed} has no file {seed}.csv below {Path.Combine(project, "seeds")}.");
        return [.. File.ReadLines(file).First().Split(',').Select(static name => name.Trim().Trim('"', '\uFEFF'))];
    }
}
