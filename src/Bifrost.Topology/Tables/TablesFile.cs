using Bifrost.Topology.Checks;
using Bifrost.Topology.Reading;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Tables;

/// <summary>Reads and writes <c>bifrost.tables.yml</c>. The same tables give the same bytes: no clock, no host, an order that does not depend on the server.</summary>
public static class TablesFile
{
    public const string Name = "bifrost.tables.yml";

    /// <summary>Where the snapshot of a topology's tables is: beside the topology.</summary>
    public static string PathFor(BifrostTopology topology) => Path.Combine(topology.Folder, Name);

    /// <summary>The snapshot beside a topology; <see cref="SourceTables.None"/> where there is no such file.</summary>
    /// <exception cref="TopologyException">The file cannot be read or has faults; all of them at once.</exception>
    public static SourceTables LoadBeside(BifrostTopology topology)
    {
        var path = PathFor(topology);
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (FileNotFoundException)
        {
            return SourceTables.None;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TopologyException([new Finding(path, 1, 1, "", $"The file cannot be read: {fault.Message}")]);
        }
    }

    /// <param name="path">Where the text came from; named in findings, and not read.</param>
    /// <exception cref="TopologyException">The text has faults; all of them at once.</exception>
    public static SourceTables Parse(string text, string path)
    {
        var findings = new Findings(path);
        var root = new YamlReader(findings).Read(text) as MapNode;
        if (root is null && !findings.Any)
            findings.Add((1, 1), "", "The file holds no tables; `bifrost schema pull` writes it anew.");
        if (root is not null)
            new ShapeChecker(findings).Check(root, TablesShape.Fields);
        return findings.Any ? throw new TopologyException(findings.InOrder) : TablesBinder.Bind(root!);
    }

    /// <summary>The text of the file.</summary>
    public static string Write(SourceTables tables) => TablesWriter.Write(tables);
}
