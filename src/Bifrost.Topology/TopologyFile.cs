using Bifrost.Topology.Binding;
using Bifrost.Topology.Checks;
using Bifrost.Topology.Reading;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology;

/// <summary>Reads <c>bifrost.yml</c>.</summary>
public static class TopologyFile
{
    /// <summary>The name that is looked for where none is given.</summary>
    public const string DefaultName = "bifrost.yml";

    /// <summary>Reads and checks a topology file.</summary>
    /// <exception cref="TopologyException">The file cannot be read or has faults; all of them at once, named by <paramref name="path"/> as it was given.</exception>
    public static BifrostTopology Load(string path) => Parse(ReadAll(path), path);

    /// <summary>Checks the text of a topology file.</summary>
    /// <param name="path">Where it came from; named in findings, and not read.</param>
    /// <exception cref="TopologyException">The text has faults; all of them at once.</exception>
    public static BifrostTopology Parse(string text, string path)
    {
        var findings = new Findings(path);
        var root = new YamlReader(findings).Read(text);
        if (root is not MapNode map)
        {
            if (!findings.Any)
                findings.Add((1, 1), "", "The file holds no topology: a map with name, clusters, sources and targets was expected.");
            throw new TopologyException(findings.InOrder);
        }

        var tree = TopologyTree.Of(map);
        new ShapeChecker(findings).Check(tree.Root, TopologyShape.Fields);
        new PartsChecker(findings).Check(tree);
        return findings.Any ? throw new TopologyException(findings.InOrder) : TopologyBinder.Bind(tree, Path.GetFullPath(path));
    }

    private static string ReadAll(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, "There is no such file; name one with --file, or go to its folder.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, $"The file cannot be read: {fault.Message}");
        }
    }

    private static TopologyException Unreadable(string path, string why) => new([new Finding(path, 1, 1, "", why)]);
}
