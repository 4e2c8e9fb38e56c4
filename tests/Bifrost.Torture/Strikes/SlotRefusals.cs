using Bifrost.Torture.Runs;

namespace Bifrost.Torture.Strikes;

/// <summary>A slot is gone, or another one has its name, while nobody reads it. What was committed meanwhile cannot be had: the sink must say so, and take a new snapshot when it is told to.</summary>
internal static class SlotRefusals
{
    public static readonly IReadOnlyList<Site> Sites =
    [
        new("slot dropped under the sink", SiteKind.Refusal, 3, static arena => StrikeAsync(arena, isMadeAgain: false)),
        new("slot dropped and made again under the sink", SiteKind.Refusal, 3, static arena => StrikeAsync(arena, isMadeAgain: true)),
    ];

    private static async Task<bool> StrikeAsync(Arena arena, bool isMadeAgain)
    {
        var target = arena.Random.Next(Arena.TargetCount);
        var slot = await Refusal.SlotAsync(arena, target);
        if (slot is null)
            return false;
        await arena.Crew.KillAsync();
        await arena.Operator.DropSlotAsync(arena.Direct.SourceSettings(), slot, default);
        await arena.PositionAsync();
        if (isMadeAgain)
            await arena.Database.RowsAsync($"select * from pg_create_logical_replication_slot('{slot}', 'pgoutput')");
        await arena.Crew.ReplaceAsync();
        await Refusal.ExpectAsync(arena, [target], slot);
        await Refusal.ResetAsync(arena, [target]);
        return true;
    }
}
