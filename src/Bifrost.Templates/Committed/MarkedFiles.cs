using System.Text.Json;
using Bifrost.Templates.Rendering;
using Bifrost.Templates.Strimzi;
using Bifrost.Topology;

namespace Bifrost.Templates.Committed;

/// <summary>Finds the files that a topology rendered, now or at some time. A file without its mark is somebody else's.</summary>
internal static class MarkedFiles
{
    /// <summary>Paths of its connectors, from the folder.</summary>
    public static IEnumerable<string> Connectors(string folder, BifrostTopology topology) => Files(folder, "*.json").Where(path => MarkOf(path) == topology.Name).Select(path => Relative(folder, path));

    /// <summary>Paths of its resources for Strimzi, from the folder.</summary>
    public static IEnumerable<string> Resources(string folder, BifrostTopology topology) =>
        Files(folder, "*.yaml").Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == ResourceFile.Folder && ResourceFile.IsOf(topology, path)).Select(path => Relative(folder, path));

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories) : [];

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string? MarkOf(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object
                && config.TryGetProperty(ConnectorJson.Mark, out var mark) && mark.ValueKind == JsonValueKind.String
                    ? mark.GetString()
                    : null;
        }
        catch (JsonException)
        {
            // What is not JSON carries no mark.
            return null;
        }
    }
}
