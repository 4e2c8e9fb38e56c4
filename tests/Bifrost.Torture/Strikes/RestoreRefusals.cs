using Bifrost.Torture.Runs;

namespace Bifrost.Torture.Strikes;

/// <summary>A server is not the one that it was: another cluster at its address, or an earlier state of itself. Positions mean something else there, so the sinks must refuse.</summary>
internal static class RestoreRefusals
{
    private static readonly int[] Both = [0, 1];

    public static readonly IReadOnlyList<Site> Sites =
    [
        new("another cluster at the source's address", SiteKind.Refusal, 3, ReplaceSourceAsync),
        new("source restored to an earlier state", SiteKind.Refusal, 2, static arena => RestoreSourceAsync(arena, onNewTimeline: false, "the source's log ends at")),
        new("source restored on a new timeline", SiteKind.Refusal, 2, static arena => RestoreSourceAsync(arena, onNewTimeline: true, "restored or promoted")),
        new("target restored to an earlier state", SiteKind.Refusal, 2, RestoreTargetAsync),
    ];

    /// <summary>The address leads back to the source afterwards, and the sinks go on without a new snapshot.</summary>
    private static async Task<bool> ReplaceSourceAsync(Arena arena)
    {
        if (!await HaveSnapshotsAsync(arena))
            return false;
        await arena.Crew.KillAsync();
        arena.SourceGate.LeadsTo = arena.Impostor.Server.Port;
        try
        {
            await arena.Crew.ReplaceAsync();
            await Refusal.ExpectAsync(arena, Both, "the source was replaced");
        }
        finally
        {
            arena.SourceGate.LeadsTo = arena.Source.Server.Port;
        }

        await arena.Crew.KillAsync();
        await arena.Crew.ReplaceAsync();
        return true;
    }

    private static async Task<bool> RestoreSourceAsync(Arena arena, bool onNewTimeline, string cause)
    {
        await GoOnAfterSavingAsync(arena, arena.Source, Both);
        await arena.PauseWritersAsync();
        try
        {
            await arena.HealAsync();
            await arena.Crew.KillAsync();
            await arena.Source.RestoreAsync(onNewTimeline, () =>
            {
                foreach (var writer in arena.Writers)
                    writer.Forget();
            });
            await arena.Crew.ReplaceAsync();
            await Refusal.ExpectAsync(arena, Both, cause);
            await Refusal.ResetAsync(arena, Both, () =>
            {
                foreach (var observer in arena.Observers)
                    observer.Forget();
            });
        }
        finally
        {
            arena.ResumeWriters();
        }

        return true;
    }

    private static async Task<bool> RestoreTargetAsync(Arena arena)
    {
        var target = arena.Random.Next(Arena.TargetCount);
        await GoOnAfterSavingAsync(arena, arena.Targets[target], [target]);
        var slot = await Refusal.SlotAsync(arena, target);
        var held = await arena.PositionAsync();
        // What the source heard of is what it will not send again.
        await arena.Database.WaitUntilAsync($"exists (select 1 from pg_replication_slots where slot_name = '{slot}' and confirmed_flush_lsn >= '{held}')");
        await arena.Crew.KillAsync();
        await arena.Targets[target].RestoreAsync(onNewTimeline: false, arena.Observers[target].Forget);
        await arena.Crew.ReplaceAsync();
        await Refusal.ExpectAsync(arena, [target], "is confirmed up to");
        await Refusal.ResetAsync(arena, [target]);
        return true;
    }

    /// <summary>Saves a server, and lets the replicas get beyond what was saved.</summary>
    private static async Task GoOnAfterSavingAsync(Arena arena, Servers.MortalServer server, IReadOnlyList<int> targets)
    {
        await arena.PauseWritersAsync();
        try
        {
            await arena.HealAsync();
            await server.SaveAsync();
        }
        finally
        {
            arena.ResumeWriters();
        }

        await Rest.ForAsync(TimeSpan.FromMilliseconds(300));
        var position = await arena.PositionAsync();
        foreach (var target in targets)
            await arena.HoldsAsync(target, position);
    }

    private static async Task<bool> HaveSnapshotsAsync(Arena arena) =>
        await Refusal.SlotAsync(arena, 0) is not null && await Refusal.SlotAsync(arena, 1) is not null;
}
