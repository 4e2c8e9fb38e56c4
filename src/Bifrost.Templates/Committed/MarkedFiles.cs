using System.Text.Json;
using Bifrost.Templates.Rendering;
using Bifrost.Topology;

namespace Bifrost.Templates.Committed;

/// <summary>Finds the files that a topology rendered once and does not render now. A file without its mark is somebody else's.</summary>
internal static class MarkedFiles
{
    public static IEnumerable<string> LeftOver(string folder, BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered)
    {
        if (!Directory.Exists(folder))
            return [];

        var wanted = rendered.Select(one => one.RelativePath).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(path => MarkOf(path) == topology.Name)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !wanted.Contains(path));
    }

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
