using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>
/// Looks where the log of a source ends, by one session for all streams of a process: a walsender that decodes a large transaction sends nothing until that one's commit, so its stream
/// does not tell. A source that cannot be asked is asked again later; the streams go on.
/// </summary>
internal sealed class LogWatch(StreamLimits limits, TimeProvider time)
{
    private const string Question = "select slot_name::text, restart_lsn::text, pg_current_wal_flush_lsn()::text from pg_replication_slots where active and restart_lsn is not null";

    private readonly Lock _gate = new();
    private readonly Dictionary<DatabaseEndpoint, Watched> _sources = [];

    /// <summary>Tells how far the log reaches, from time to time, until what comes back is disposed of.</summary>
    /// <param name="look">Must not wait.</param>
    public IAsyncDisposable Begin(DatabaseEndpoint source, string slotName, Action<SlotPosition> look)
    {
        lock (_gate)
        {
            if (!_sources.TryGetValue(source, out var watched))
            {
                _sources[source] = watched = new Watched();
                watched.Running = Task.Run(() => RunAsync(source, watched));
            }

            var listener = new Listener(this, source, watched, slotName, look);
            watched.Listeners.Add(listener);
            return listener;
        }
    }

    private async ValueTask EndAsync(DatabaseEndpoint source, Watched watched, Listener listener)
    {
        lock (_gate)
        {
            if (!watched.Listeners.Remove(listener) || watched.Listeners.Count > 0)
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
            catch (Exception e) when (!watched.Stop.IsCancellationRequested && (PostgresFailures.IsFailure(e) || e is OperationCanceledException))
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
                    positions.Add((answer.GetString(0), new SlotPosition(Lsn.Parse(answer.GetString(1)), Lsn.Parse(answer.GetString(2)))));
            }

            lock (_gate)
            {
                foreach (var (slot, at) in positions)
                    watched.Listeners.Find(listener => listener.SlotName == slot)?.Look(at);
            }
        }
    }

    private sealed class Watched
    {
        public CancellationTokenSource Stop { get; } = new();

        public List<Listener> Listeners { get; } = [];

        public Task Running { get; set; } = Task.CompletedTask;
    }

    private sealed class Listener(LogWatch watch, DatabaseEndpoint source, Watched watched, string slotName, Action<SlotPosition> look) : IAsyncDisposable
    {
        public string SlotName => slotName;

        public void Look(SlotPosition at) => look(at);

        public ValueTask DisposeAsync() => watch.EndAsync(source, watched, this);
    }
}
