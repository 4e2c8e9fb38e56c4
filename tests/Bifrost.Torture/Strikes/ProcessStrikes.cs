using Bifrost.Torture.Runs;
using Bifrost.Torture.Servers;
using Bifrost.Torture.Workers;

namespace Bifrost.Torture.Strikes;

/// <summary><c>kill -9</c> of the worker at whatever it does.</summary>
internal static class ProcessStrikes
{
    public static readonly IReadOnlyList<Site> Sites =
    [
        new("worker killed", SiteKind.Kill, 40, KillAsync),
        new("worker killed while its session on the target stands still", SiteKind.Kill, 6, KillBesideStillSessionAsync),
    ];

    private static async Task<bool> KillAsync(Arena arena)
    {
        await arena.Crew.KillAsync();
        await arena.Crew.ReplaceAsync();
        return true;
    }

    /// <summary>The dead owner's session lives on for a while, with its locks, and may end its COMMIT after the next owner has come.</summary>
    private static async Task<bool> KillBesideStillSessionAsync(Arena arena)
    {
        var target = arena.Random.Next(Arena.TargetCount);
        var process = await arena.Replicas[target].ScalarAsync<int>($"select pid from pg_stat_activity where application_name = 'bifrost sink {WorkerSettings.Sink(target)}' limit 1");
        if (process == 0)
            return false;
        Signals.Stop(process);
        try
        {
            await arena.Crew.KillAsync();
            await arena.Crew.ReplaceAsync();
            await Rest.ForAsync(TimeSpan.FromMilliseconds(arena.Random.Next(200, 900)));
        }
        finally
        {
            Signals.Continue(process);
        }

        return true;
    }
}
