namespace Bifrost.Analytics.Plan;

/// <summary>A folder that holds what was compiled: written, or compared.</summary>
/// <param name="folder">For the committed ones, <c>src/Bifrost.Analytics/Compiled</c>.</param>
public sealed class CompiledFolder(string folder)
{
    /// <summary>Files that the folder has otherwise than they were compiled, and those that are missing or left over; by path, with what is the matter.</summary>
    public IReadOnlyList<string> Differences(CompiledModels compiled)
    {
        var wanted = FilesOf(compiled);
        var found = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).ToHashSet(StringComparer.Ordinal)
            : [];
        return
        [
            .. wanted.Where(file => !found.Contains(file.Key)).Select(static file => $"{file.Key} is missing")
                .Concat(wanted.Where(file => found.Contains(file.Key) && File.ReadAllText(Path.Combine(folder, file.Key)) != file.Value).Select(static file => $"{file.Key} is not what dbt compiles"))
                .Concat(found.Except(wanted.Keys).Select(static file => $"{file} is of no model and no test"))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Makes the folder hold just this.</summary>
    public void Write(CompiledModels compiled)
    {
        var wanted = FilesOf(compiled);
        foreach (var (path, text) in wanted.Where(file => !File.Exists(Path.Combine(folder, file.Key)) || File.ReadAllText(Path.Combine(folder, file.Key)) != file.Value))
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !wanted.ContainsKey(Path.GetRelativePath(folder, file))))
            File.Delete(file);
    }

    private static Dictionary<string, string> FilesOf(CompiledModels compiled) =>
        new(compiled.Files, StringComparer.Ordinal) { [CompiledModels.PlanFile] = CompiledModels.WritePlan(compiled.Plan) };
}
