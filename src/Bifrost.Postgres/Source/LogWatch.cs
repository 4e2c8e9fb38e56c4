using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>
/// Looks how far a process's walsenders are behind the log, by one session for each source: a walsender that decodes a large transaction sends nothing until that one's commit, so its stream
/// does not tell. A source that cannot be asked is asked again later; the streams go on.
/// </summary>
internal sealed class LogWatch(StreamLimits limits, TimeProvider time)
{
    private const string Question =
        """
        select s.slot_name::text, s.restart_lsn::text, w.sent_lsn::text, pg_current_wal_flush_lsn()::text
        from pg_replication_slots s join pg_stat_replication w on w.pid = s.active_pid
        where s.slot_type = 'logical' and s.restart_lsn is not null and w.sent_lsn is not null
        """;

    private readonly Lock _gate = new();
    private readonly Dictionary<DatabaseEndpoint, Watched> _sources = [];

    /// <summary>Tells where the slot's walsender is, from time to time, until <see cref="EndAsync"/>.</summary>
    /// <param name="look">Must not wait.</param>
    public void Begin(DatabaseEndpoint source, string slotName, Action<SlotPosition> look)
    {
        lock (_gate)
        {
            if (!_sources.TryGetValue(source, out var watched))
            {
                _sources[source] = watched = new Watched();
                watched.Running = Task.Run(() => RunAsync(source, watched));
            }

            watched.Looks[slotName] = look;
        }
    }

    /// <summary>One that was not begun is fine.</summary>
    public async Task EndAsync(DatabaseEndpoint source, string slotName)
    {
        Watched? watched;
        lock (_gate)
        {
            if (!_sources.TryGetValue(source, out watched) || !watched.Looks.Remove(slotName) || watched.Looks.Count > 0)
                return;
            _sources.Remove(source);
        }

        await watched.Stop.EndAsync().ConfigureAwait(false);
        await watched.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        watched.Stop.Dispose();
    }

    private async Task RunAsync(DatabaseEndpoint source, Watched watched)
    {
        while (true)
        {
            try
            {
                await LookAsync(source, watched, watched.Stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresFailures.IsFailure(e))
            {
                await Task.Delay(limits.WatchRetry, time, watched.Stop.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task LookAsync(DatabaseEndpoint source, Watched watched, CancellationToken cancellation)
    {
        await using var connection = await PostgresSession.OpenAsync(source, "bifrost log watch", cancellation).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(Question, connection);
        await command.PrepareAsync(cancellation).ConfigureAwait(false);
        using var timer = new PeriodicTimer(limits.WatchInterval, time);
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
        {
            var positions = new List<(string Slot, SlotPosition At)>();
            await using (var answer = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false))
            {
                while (await answer.ReadAsync(cancellation).ConfigureAwait(false))
                    positions.Add((answer.GetString(0), new SlotPosition(Lsn.Parse(answer.GetString(1)), Lsn.Parse(answer.GetString(2)), Lsn.Parse(answer.GetString(3)))));
            }

            lock (_gate)
            {
                foreach (var (slot, at) in positions)
                    watched.Looks.GetValueOrDefault(slot)?.Invoke(at);
            }
        }
    }

    private sealed class Watched
    {
        public CancellationTokenSource Stop { get; } = new();

        public Dictionary<string, Action<SlotPosition>> Looks { get; } = [];

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
