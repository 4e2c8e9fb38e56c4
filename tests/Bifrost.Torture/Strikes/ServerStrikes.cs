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
        new("target's postmaster killed", SiteKind.Kill, 8, static arena => CrashAsync(AnyTarget(arena), isKilled: true)),
        new("target quits at once", SiteKind.Kill, 8, static arena => CrashAsync(AnyTarget(arena), isKilled: false)),
    ];

    private static async Task<bool> CrashAsync(MortalServer server, bool isKilled)
    {
        await server.CrashAsync(isKilled);
        return true;
    }

    private static MortalServer AnyTarget(Arena arena) => arena.Targets[arena.Random.Next(Arena.TargetCount)];
}
