using System.Globalization;
using Bifrost.Torture.Runs;
using Bifrost.Torture.Servers;

namespace Bifrost.Torture.Strikes;

/// <summary>A target that does not get on, for a moment.</summary>
internal static class StallStrikes
{
    public static readonly IReadOnlyList<Site> Sites =
    [
        new("sink's backend stands still", SiteKind.Fault, 5, StopBackendAsync),
        new("table locked on a target", SiteKind.Fault, 5, LockAsync),
        new("network to a target stands still", SiteKind.Fault, 5, static arena => HoldAsync(arena, arena.TargetGates[arena.Random.Next(Arena.TargetCount)])),
        new("network to the source stands still", SiteKind.Fault, 5, static arena => HoldAsync(arena, arena.SourceGate)),
    ];

    private static async Task<bool> StopBackendAsync(Arena arena)
    {
        var replica = arena.Replicas[arena.Random.Next(Arena.TargetCount)];
        var process = await replica.ScalarAsync<int>("select pid from pg_stat_activity where application_name like 'bifrost sink%' limit 1");
        if (process == 0)
            return false;
        Signals.Stop(process);
        try
        {
            await Rest.ForAsync(AnyWhile(arena));
        }
        finally
        {
            Signals.Continue(process);
        }

        return true;
    }

    /// <summary>Readers may read.</summary>
    private static async Task<bool> LockAsync(Arena arena)
    {
        await arena.Replicas[arena.Random.Next(Arena.TargetCount)].ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
            $"begin; lock table movement in exclusive mode; select pg_sleep({AnyWhile(arena).TotalSeconds}); commit"));
        return true;
    }

    private static async Task<bool> HoldAsync(Arena arena, Gate gate)
    {
        using (gate.Hold())
            await Rest.ForAsync(AnyWhile(arena));
        return true;
    }

    private static TimeSpan AnyWhile(Arena arena) => TimeSpan.FromMilliseconds(arena.Random.Next(200, 1200));
}
