using Bifrost.Replication;
using Bifrost.Torture.Runs;

namespace Bifrost.Torture.Strikes;

/// <summary>The worker ends itself while a sink takes its snapshot: one that was reset by its operator.</summary>
internal static class SnapshotStrikes
{
    public static readonly IReadOnlyList<Site> Sites =
    [
        At(nameof(Failpoints.GenerationBegun), Failpoints.GenerationBegun, 1),
        At(nameof(Failpoints.SlotCreated), Failpoints.SlotCreated, 1),
        At(nameof(Failpoints.RowsCopied), Failpoints.RowsCopied, 5),
        At(nameof(Failpoints.TableLoaded), Failpoints.TableLoaded, 6),
        At(nameof(Failpoints.SnapshotLoaded), Failpoints.SnapshotLoaded, 1),
        // Dropping the slot of a snapshot that another kill had interrupted.
        At(nameof(Failpoints.SlotDropped), Failpoints.SlotDropped, 1, before: Failpoints.SlotCreated),
    ];

    private static Site At(string name, string point, int hits, string? before = null) => new($"at {name}", SiteKind.Kill, 5, async arena =>
    {
        await arena.Crew.KillAsync();
        await arena.ResetAsync(arena.Random.Next(Arena.TargetCount));
        if (before is not null)
        {
            await arena.Crew.ReplaceAsync(before);
            await PointStrikes.DiesAsync(arena);
        }

        await arena.Crew.ReplaceAsync(point, arena.Random.Next(1, hits + 1));
        if (!await PointStrikes.DiesAsync(arena))
            return false;
        await arena.Crew.ReplaceAsync();
        return true;
    });
}
