using System.Text.Json;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Storage;

/// <summary>What must survive of a connector. Configurations are kept as they were submitted: secrets only as references.</summary>
internal sealed record StoredConnector
{
    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string> Config { get; init; }

    /// <summary><c>STARTED</c>, <c>PAUSED</c> or <c>STOPPED</c>.</summary>
    public string TargetState { get; init; } = nameof(Connectors.TargetState.Started).ToUpperInvariant();

    /// <summary>For a sink, by source: what it has a slot and a position for. Empty after a reset.</summary>
    public IReadOnlyDictionary<string, FollowedSource> Follows { get; init; } = new Dictionary<string, FollowedSource>();

    /// <summary>For a source: the offset last written or seen, as the REST API shows it; null after a reset.</summary>
    public IReadOnlyDictionary<string, JsonElement>? SourceOffset { get; init; }
}

/// <param name="Config">The source's configuration when the sink last followed it: what is needed to clean up.</param>
/// <param name="Topics">Topics that rows have come from.</param>
internal sealed record FollowedSource(IReadOnlyDictionary<string, string> Config, IReadOnlyList<string> Topics);

/// <summary>A slot and a position of a sink that is gone, still to be dropped.</summary>
internal sealed record PendingCleanup(IReadOnlyDictionary<string, string> Source, IReadOnlyDictionary<string, string> Sink)
{
    public string SourceName => Source["name"];

    public string SinkName => Sink["name"];

    public bool IsFor(string sink, string source) => SinkName == sink && SourceName == source;
}
