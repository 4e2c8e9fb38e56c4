using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>
/// Waits for a source that writes much until there is something to peek at: until one of the transactions that take their time has ended, or the source writes no more. A peek in the midst of a large transaction
/// decodes all that is there of it and gives nothing. Where only short ones run there is nothing to wait for.
/// </summary>
internal sealed class Calm(StreamLimits limits, TimeProvider time)
{
    private const int LongestPatience = 4;

    /// <summary>Looks in a row that find a source calm: a writer may stand still for one, where it waits for its disk or a processor.</summary>
    private const int CalmLooks = 3;

    /// <summary>Not by a snapshot: that knows nothing of a transaction that began behind the last one that ended.</summary>
    private const string Question = "select pg_current_wal_insert_lsn()::text, array(select backend_xid::text from pg_stat_activity where backend_xid is not null)";

    private int _patience = 1;

    /// <summary>Says whether the last peek gave anything.</summary>
    public void Was(bool isWorth) => _patience = isWorth ? 1 : Math.Min(_patience * 2, LongestPatience);

    public async Task WaitAsync(NpgsqlConnection source, CancellationToken cancellation)
    {
        await using var asking = new NpgsqlCommand(Question, source);
        var began = time.GetTimestamp();
        var (end, waited) = await AskAsync(asking, cancellation).ConfigureAwait(false);
        for (var (look, calm) = (1, 0); waited.Count > 0 && time.GetElapsedTime(began) < _patience * limits.CalmPatience; look++)
        {
            await Task.Delay(limits.CalmInterval, time, cancellation).ConfigureAwait(false);
            var (newEnd, running) = await AskAsync(asking, cancellation).ConfigureAwait(false);
            if (look == 1)
                waited.IntersectWith(running);
            calm = newEnd - end < limits.CalmBytes ? calm + 1 : 0;
            if (calm == CalmLooks || !waited.IsSubsetOf(running))
                return;
            end = newEnd;
        }
    }

    private static async Task<(Lsn End, HashSet<string> Running)> AskAsync(NpgsqlCommand asking, CancellationToken cancellation)
    {
        await using var answer = await asking.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await answer.ReadAsync(cancellation).ConfigureAwait(false);
        return (Lsn.Parse(answer.GetString(0)), [.. answer.GetFieldValue<string[]>(1)]);
    }
}
