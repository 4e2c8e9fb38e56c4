namespace Bifrost.Analytics.Report.Content;

/// <summary>How old a replica's rows can be at the most, by the last heartbeat that arrived with them.</summary>
/// <param name="Age">From the beat, by the source server's clock, to the making of the report; null where it is not known.</param>
/// <param name="Limit">The age from which on it is behind.</param>
/// <param name="Unknown">Why the age is not known.</param>
public sealed record Freshness(TimeSpan? Age, TimeSpan Limit, string? Unknown)
{
    /// <summary>Beats that may be missed: one may be on its way, and one may have met a pause.</summary>
    private const int BeatsMissed = 3;

    /// <summary>A machine at work takes a few seconds for a beat; less would cry wolf.</summary>
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromSeconds(30);

    public bool IsBehind => Age > Limit;

    /// <param name="beat">Null where none has arrived.</param>
    /// <param name="interval">Between two beats; zero where the source has none.</param>
    /// <param name="unread">Why beats could not be read; null where they could.</param>
    public static Freshness Of(DateTimeOffset? beat, TimeSpan interval, DateTimeOffset now, string? unread)
    {
        var limit = interval * BeatsMissed > ShortestLimit ? interval * BeatsMissed : ShortestLimit;
        return beat is { } at
            ? new(now > at ? now - at : TimeSpan.Zero, limit, null)
            : new(null, limit, unread ?? "No heartbeat of this source has arrived yet.");
    }
}
