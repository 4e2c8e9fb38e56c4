using Bifrost.Torture.Ledgers;
using Bifrost.Torture.Runs;
using Bifrost.Torture.Servers;
using Bifrost.Torture.Workers;

namespace Bifrost.Torture.Strikes;

/// <summary>The disk is full where large transactions go. The sinks must say so and try again, and go on when there is room.</summary>
internal static class DiskStrikes
{
    public const string FullDisk = "disk full where large transactions go";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static readonly IReadOnlyList<Site> Sites = [new(FullDisk, SiteKind.Fault, 3, FillAsync)];

    private static async Task<bool> FillAsync(Arena arena)
    {
        var worker = arena.Crew.Current;
        var heard = worker.Lines.Count;
        await using var filler = await SmallDisk.FillAsync(worker.Id, arena.Crew.Settings.SpillFolder);
        await arena.Database.ExecuteAsync(LedgerScripts.Bulk(arena.Random));
        try
        {
            return await worker.SaysAsync(static line => line.Contains("could not be kept in", StringComparison.Ordinal) || line.StartsWith(WorkerWords.Stopped, StringComparison.Ordinal), Patience, heard) is not null;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
