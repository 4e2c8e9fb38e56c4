using Bifrost.Torture.Runs;
using Bifrost.Torture.Servers;

namespace Bifrost.Torture.Strikes;

/// <summary>A server ends without a word, and is started again.</summary>
internal static class ServerStrikes
{
    public static readonly IReadOnlyList<Site> Sites =
    [
        new("source's postmaster killed", SiteKind.Kill, 8, static arena => CrashAsync(arena.Source, isKilled: true)),
        new("source quits at once", SiteKind.Kill, 8, static arena => CrashAsync(arena.Source, isKilled: false)),
        new("target's postmaster killed", SiteKind.Kill, 8, static arena => CrashTargetAsync(arena, isKilled: true)),
        new("target quits at once", SiteKind.Kill, 8, static arena => CrashTargetAsync(arena, isKilled: false)),
    ];

    private static async Task<bool> CrashAsync(MortalServer server, bool isKilled)
    {
        await server.CrashAsync(isKilled);
        return true;
    }

    /// <summary>What its slot was told to let go of must be there still.</summary>
    private static async Task<bool> CrashTargetAsync(Arena arena, bool isKilled)
    {
        var target = arena.Random.Next(Arena.TargetCount);
        var told = await arena.Database.RowsAsync("select slot_name, confirmed_flush_lsn from pg_replication_slots");
        arena.Observers[target].Close();
        await arena.Targets[target].CrashAsync(isKilled);
        arena.Observers[target].Open();
        if (told.Count == 0)
            return true;
        var lost = await arena.Replicas[target].RowsAsync($"""
            select p.slot, p.end_lsn, t.told from bifrost.progress p
            join (values {string.Join(", ", told.Select(static row => $"({Quoted(row)})"))}) t (slot, told) on t.slot = p.slot where p.snapshot_completed and p.end_lsn < t.told::pg_lsn
            """);
        return lost.Count == 0 ? true : throw new Violation($"a target lost what its slot had been told was safe: {lost[0]}");
    }

    /// <summary>From a row's text to two literals; names of slots and positions have nothing to escape.</summary>
    private static string Quoted(string row) => string.Join(", ", row.Trim('(', ')').Split(',').Select(static part => $"'{part}'"));
}
