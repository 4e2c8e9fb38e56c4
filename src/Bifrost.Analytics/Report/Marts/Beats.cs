namespace Bifrost.Analytics.Report.Marts;

/// <summary>The heartbeats that have arrived in a replica: rows of <c>bifrost.heartbeat</c>.</summary>
/// <param name="At">When each source connector last beat, by the source server's clock; by the connector's name.</param>
/// <param name="Unknown">Why they could not be read; null where they were.</param>
public sealed record Beats(IReadOnlyDictionary<string, DateTimeOffset> At, string? Unknown)
{
    public static Beats NotRead(string why) => new(new Dictionary<string, DateTimeOffset>(), why);
}
