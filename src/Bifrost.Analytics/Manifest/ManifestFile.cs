using System.Text.Json;

namespace Bifrost.Analytics.Manifest;

/// <summary>dbt's <c>manifest.json</c> after <c>dbt compile</c>, as far as a plan needs it.</summary>
/// <param name="Project">Name of the dbt project.</param>
/// <param name="Nodes">Models, seeds and tests that are enabled; other kinds too, for the plan to refuse.</param>
internal sealed record ManifestFile(string Project, IReadOnlyList<ManifestNode> Nodes, IReadOnlyList<ManifestNode> Sources)
{
    /// <exception cref="ModelsException">The file is no manifest of a dbt that we know.</exception>
    public static ManifestFile Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return Of(document.RootElement.Clone());
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw ManifestFaults.Unreadable(path, e);
        }
    }

    public static ManifestFile Of(JsonElement root) => new(
        root.GetProperty("metadata").GetProperty("project_name").GetString()!,
        [.. root.GetProperty("nodes").EnumerateObject().Select(static member => new ManifestNode(member.Name, member.Value)).OrderBy(static node => node.Id, StringComparer.Ordinal)],
        [.. root.GetProperty("sources").EnumerateObject().Select(static member => new ManifestNode(member.Name, member.Value)).OrderBy(static node => node.Id, StringComparer.Ordinal)]);
}
