namespace Bifrost.Topology;

/// <summary>A whole <c>bifrost.yml</c>, checked: every name resolves, every default is filled in. Named parts are in the order of the file.</summary>
public sealed record BifrostTopology
{
    public required string Name { get; init; }

    /// <summary>Full path of the file that this was read from.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<Cluster> Clusters { get; init; }

    public required IReadOnlyList<Source> Sources { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }

    /// <summary>Findings of rendering that are taken as they are.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];

    /// <summary>The login that loads the source; null where the file has no <c>etl</c>.</summary>
    public Etl? Etl { get; init; }

    /// <summary>Folder of the file: rendered connectors and local state live beside it.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? ".";

    /// <summary>The sources that a target follows, in the order of the file.</summary>
    public IReadOnlyList<Source> SourcesOf(Target target) => [.. Sources.Where(source => target.Sources.Contains(source.Name))];
}
