using Bifrost.Replication;
using Bifrost.Torture.Ledgers;
using Bifrost.Torture.Runs;
using Bifrost.Torture.Workers;

namespace Bifrost.Torture.Strikes;

/// <summary>The worker ends itself at a failpoint of the stream, by <c>kill -9</c>.</summary>
internal static class PointStrikes
{
    /// <summary>How long a point may take to come; then something else is struck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MostMoves = 40;

    private static readonly TimeSpan MoveEvery = TimeSpan.FromMilliseconds(250);

    private static int _columns;

    public static readonly IReadOnlyList<Site> Sites =
    [
        At(nameof(Failpoints.TakenOver), Failpoints.TakenOver, 1, RestartAsync),
        At(nameof(Failpoints.StreamAsked), Failpoints.StreamAsked, 1, RestartAsync),
        At(nameof(Failpoints.ProgressLocked), Failpoints.ProgressLocked, 3),
        At(nameof(Failpoints.RowsWritten), Failpoints.RowsWritten, 3),
        At(nameof(Failpoints.ProgressWritten), Failpoints.ProgressWritten, 3),
        At(nameof(Failpoints.CommitUnderWay), Failpoints.CommitUnderWay, 3),
        At(nameof(Failpoints.CommitSent), Failpoints.CommitSent, 3),
        At(nameof(Failpoints.Committed), Failpoints.Committed, 3),
        At(nameof(Failpoints.Acknowledged), Failpoints.Acknowledged, 3),
        At(nameof(Failpoints.PeekAsked), Failpoints.PeekAsked, 2, BulkAsync),
        At(nameof(Failpoints.StreamResumed), Failpoints.StreamResumed, 2, BulkAsync),
        At(nameof(Failpoints.SpillBegun), Failpoints.SpillBegun, 2, BulkAsync),
        At(nameof(Failpoints.Spilled), Failpoints.Spilled, 2, BulkAsync),
        At(nameof(Failpoints.TableRemembered), Failpoints.TableRemembered, 1, AddColumnAsync),
        At(nameof(Failpoints.ViewReached), Failpoints.ViewReached, 1, SignalAsync, weight: 4),
        At(nameof(Failpoints.IdleStored), Failpoints.IdleStored, 1, MoveOnAsync, isQuiet: true, weight: 4),
        At(nameof(Failpoints.IdleAcknowledged), Failpoints.IdleAcknowledged, 1, MoveOnAsync, isQuiet: true, weight: 4),
    ];

    /// <summary>Waits for the worker's end at its point; another worker then goes on.</summary>
    public static async Task<bool> DiesAsync(Arena arena)
    {
        try
        {
            await arena.Crew.Current.Ended.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            await arena.Crew.Current.DisarmAsync();
            return false;
        }

        arena.RequireDeathAtPoint();
        return true;
    }

    private static Site At(string name, string point, int hits, Func<Arena, Task>? provoke = null, bool isQuiet = false, int weight = 8) => new($"at {name}", SiteKind.Kill, weight, async arena =>
    {
        if (isQuiet)
            await arena.PauseWritersAsync();
        try
        {
            await arena.Crew.Current.ArmAsync(point, arena.Random.Next(1, hits + 1));
            if (provoke is not null)
                await provoke(arena);
            if (!await DiesAsync(arena))
                return false;
        }
        finally
        {
            if (isQuiet)
                arena.ResumeWriters();
        }

        await arena.Crew.ReplaceAsync();
        return true;
    });

    /// <summary>Streams end and are begun again.</summary>
    private static Task RestartAsync(Arena arena) => arena.Database.RowsAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name ~ '^bifrost (stream|peek)'");

    /// <summary>The log moves on with nothing for a replica in it, until the worker has ended or is long enough in coming: one position alone may be stored before the worker is told where to end.</summary>
    private static async Task MoveOnAsync(Arena arena)
    {
        var worker = arena.Crew.Current;
        for (var moves = 0; moves < MostMoves && !worker.Ended.IsCompleted; moves++)
        {
            await arena.Database.RowsAsync("select pg_logical_emit_message(true, 'torture', 'nothing')");
            await Rest.ForAsync(MoveEvery);
        }
    }

    private static Task BulkAsync(Arena arena) => arena.Database.ExecuteAsync(LedgerScripts.Bulk(arena.Random));

    /// <summary>A name is used once in a run: a replica keeps the column also where the source was put back to before it.</summary>
    private static Task AddColumnAsync(Arena arena) => arena.Database.ExecuteAsync(LedgerScripts.AddColumn(++_columns));

    private static Task SignalAsync(Arena arena) => arena.Database.ExecuteAsync(
        $$"""insert into {{WorkerSettings.SignalTable}} values ('{{Guid.NewGuid():N}}', 'execute-snapshot', '{"data-collections": ["public.token", "public.bulk.*"]}')""");
}
