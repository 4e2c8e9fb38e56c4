namespace Bifrost.Cli.States;

/// <summary>How often a connector is restarted, and how long is waited.</summary>
/// <param name="Max">Restarts of one connector, with its failed tasks, before it is given up.</param>
/// <param name="Unit">What the pause is counted in.</param>
/// <param name="Timeout">How long a restarted connector may take until it runs.</param>
internal sealed record RestartBudget(int Max, TimeSpan Unit, TimeSpan Timeout)
{
    /// <summary>The longest pause, in units.</summary>
    private const int LongestPause = 60;

    /// <summary>Looks, half a second apart, at which it must run: a sink whose target refuses is RUNNING for some seconds, until its first records have come.</summary>
    public int SettledLooks { get; init; } = 10;

    /// <summary>The pause after so many restarts: 2, 6, 12, 20, 30, 42, 56, then 60 units.</summary>
    public TimeSpan PauseAfter(int restarts) => Unit * Math.Min(LongestPause, (restarts * restarts) + restarts);
}
