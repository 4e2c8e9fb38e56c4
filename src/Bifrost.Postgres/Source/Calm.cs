using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>
/// Waits for a source that writes much until there is something to peek at: until its oldest transaction has ended, or it writes no more. A peek in the midst of a large transaction decodes all that is there
/// of it and gives nothing.
/// </summary>
internal sealed class Calm(StreamLimits limits, TimeProvider time)
{
    private const int LongestPatience = 8;

    /// <summary>Looks in a row that find a source calm: a writer may stand still for one, where it waits for its disk or a processor.</summary>
    private const int CalmLooks = 3;

    private const string Question = "select pg_current_wal_insert_lsn()::text, pg_snapshot_xmin(pg_current_snapshot())::text";

    private int _patience = 1;

    /// <summary>Says whether the last peek gave anything.</summary>
    public void Was(bool isWorth) => _patience = isWorth ? 1 : Math.Min(_patience * 2, LongestPatience);

    public async Task WaitAsync(NpgsqlConnection source, CancellationToken cancellation)
    {
        await using var asking = new NpgsqlCommand(Question, source);
        var began = time.GetTimestamp();
        var (end, oldest) = await AskAsync(asking, cancellation).ConfigureAwait(false);
        var calm = 0;
        while (time.GetElapsedTime(began) < _patience * limits.CalmPatience)
        {
            await Task.Delay(limits.CalmInterval, time, cancellation).ConfigureAwait(false);
            var (newEnd, newOldest) = await AskAsync(asking, cancellation).ConfigureAwait(false);
            calm = newEnd - end < limits.CalmBytes ? calm + 1 : 0;
            if (newOldest != oldest || calm == CalmLooks)
                return;
            end = newEnd;
        }
    }

    private static async Task<(Lsn End, string Oldest)> AskAsync(NpgsqlCommand asking, CancellationToken cancellation)
    {
        await using var answer = await asking.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await answer.ReadAsync(cancellation).ConfigureAwait(false);
        return (Lsn.Parse(answer.GetString(0)), answer.GetString(1));
    }
}
