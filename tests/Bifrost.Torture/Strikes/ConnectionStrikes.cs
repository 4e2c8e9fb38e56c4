using System.Diagnostics;
using Bifrost.Testing;
using Bifrost.Torture.Runs;
using Bifrost.Torture.Servers;

namespace Bifrost.Torture.Strikes;

/// <summary>A connection ends: by its server, in the network, or just around a COMMIT.</summary>
internal static class ConnectionStrikes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(30);

    public static readonly IReadOnlyList<Site> Sites =
    [
        new("source session terminated", SiteKind.Kill, 30, static arena => UntilAsync(() => TerminateAsync(arena.Database, "^bifrost (stream|peek)"))),
        new("sink's backend terminated", SiteKind.Kill, 30, static arena => UntilAsync(() => TerminateAsync(arena.Replicas[arena.Random.Next(Arena.TargetCount)], "^bifrost sink"))),
        new("network to the source cut", SiteKind.Kill, 30, static arena => UntilAsync(() => Task.FromResult(arena.SourceGate.Cut()))),
        new("network to a target cut", SiteKind.Kill, 30, static arena => UntilAsync(() => Task.FromResult(AnyGate(arena).Cut()))),
        new("COMMIT lost on its way", SiteKind.Kill, 30, static arena => AnyGate(arena).LoseCommitAsync(isDelivered: false, Patience)),
        new("answer to COMMIT lost on its way", SiteKind.Kill, 30, static arena => AnyGate(arena).LoseCommitAsync(isDelivered: true, Patience)),
    ];

    private static async Task<int> TerminateAsync(ScratchDatabase database, string application) =>
        (await database.RowsAsync($"select pg_terminate_backend(pid) from pg_stat_activity where application_name ~ '{application}'")).Count;

    /// <summary>A worker that was just started has no connection yet.</summary>
    private static async Task<bool> UntilAsync(Func<Task<int>> end)
    {
        var began = Stopwatch.GetTimestamp();
        while (await end() == 0)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                return false;
            await Rest.ForAsync(AskEvery);
        }

        return true;
    }

    private static Gate AnyGate(Arena arena) => arena.TargetGates[arena.Random.Next(Arena.TargetCount)];
}
