namespace Bifrost.Replication.Apply;

/// <summary>How long to wait before the next attempt: doubling, with jitter, for ever.</summary>
/// <param name="random">A number in [0, 1).</param>
internal sealed class Backoff(Func<double> random)
{
    /// <summary>Half a second: a failover's or a restart's first moments, without hammering.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>Half a minute: the longest that an operator should have to wait after having mended something.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _attempts;

    public void Reset() => _attempts = 0;

    /// <summary>Between half and the whole of the doubled time, so that sinks that failed together do not come back together.</summary>
    public TimeSpan Next()
    {
        var whole = Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(_attempts++, 16)));
        return TimeSpan.FromTicks((long)(whole * (0.5 + (random() / 2))));
    }
}
