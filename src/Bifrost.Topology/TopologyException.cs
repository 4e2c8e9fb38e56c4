namespace Bifrost.Topology;

/// <summary>A topology file has faults; <see cref="Findings"/> holds all of them, in the order of the file.</summary>
public sealed class TopologyException(IReadOnlyList<Finding> findings) : Exception(FindingFormatter.Format(findings))
{
    public IReadOnlyList<Finding> Findings { get; } = findings;
}
