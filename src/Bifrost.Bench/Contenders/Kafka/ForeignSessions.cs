using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;

namespace Bifrost.Bench.Contenders.Kafka;

/// <summary>Sessions that are not the benchmark's own. Connect deletes a connector at once and stops its tasks afterwards.</summary>
internal static class ForeignSessions
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than Connect itself waits for a task to stop (<c>task.shutdown.graceful.timeout.ms</c>, 5 s); what is left then is ended with the database.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private const string Query = $"""
        select count(*) from pg_stat_activity
        where datname = current_database() and backend_type in ('client backend', 'walsender') and application_name <> '{BenchDatabase.ApplicationName}'
        """;

    public static async Task UntilNoneAsync(BenchDatabase database, TimeProvider time)
    {
        await using var sessions = await Question.PrepareAsync(database, Query, null, CancellationToken.None).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Pause, time);
        var start = time.GetTimestamp();
        while (await sessions.AskAsync(CancellationToken.None).ConfigureAwait(false) > 0 && time.GetElapsedTime(start) < Limit)
            await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
