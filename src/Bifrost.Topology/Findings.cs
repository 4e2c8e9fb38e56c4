using Bifrost.Topology.Reading;

namespace Bifrost.Topology;

/// <summary>Collects the findings of one file. A fault in what several parts inherit is kept once.</summary>
internal sealed class Findings(string file)
{
    private readonly HashSet<Finding> _all = [];

    public bool Any => _all.Count > 0;

    public IReadOnlyList<Finding> InOrder => [.. _all.OrderBy(one => (one.Line, one.Column)).ThenBy(one => one.Path, StringComparer.Ordinal)];

    public void Add((int Line, int Column) at, string path, string message, string? suggestion = null) =>
        _all.Add(new Finding(file, at.Line, at.Column, path, message, suggestion));

    public void Add(ConfigNode at, string message, string? suggestion = null) => Add((at.Line, at.Column), at.Path, message, suggestion);

    public void Add(MapEntry at, string message, string? suggestion = null) => Add((at.Line, at.Column), at.Path, message, suggestion);
}
