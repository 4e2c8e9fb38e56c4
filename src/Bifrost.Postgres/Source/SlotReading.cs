using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>A way to what a slot gives, and a task that takes it into a queue.</summary>
internal abstract class SlotReading(SourceSettings source, string slotName, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long the server may take to obey a request to cancel: a walsender looks for one at every record that it reads, and while it waits.</summary>
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TerminatePatience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    public abstract EventQueue Queue { get; }

    /// <summary>The session's process on the server; null where the slot is read by none.</summary>
    public abstract int? ServerProcess { get; }

    /// <summary>The last position that the server has told.</summary>
    public abstract Lsn Received { get; }

    /// <summary>Every commit up to here is in the queue or was taken from it.</summary>
    public abstract Lsn Reached { get; }

    /// <summary>The server has sent something of the slot.</summary>
    public abstract bool HasBegun { get; }

    /// <summary>Nothing more is read.</summary>
    public bool HasEnded => _reading.IsCompleted;

    /// <summary>The queue's end is not the slot's: what comes after <see cref="Reached"/> is for the other way of reading.</summary>
    public bool LeavesRest { get; private set; }

    protected CancellationToken Stop => _stop.Token;

    protected TimeProvider Time => time;

    protected SourceSettings Source => source;

    protected string SlotName => slotName;

    public async ValueTask DisposeAsync()
    {
        await BeforeStopAsync().ConfigureAwait(false);
        await StopReadingAsync().ConfigureAwait(false);
        await EndedAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <param name="durable">The last position that is durable on the target.</param>
    public virtual void Start(Lsn durable) => _reading = Task.Run(async () =>
    {
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (_stop.IsCancellationRequested && (LeavesRest || e is OperationCanceledException))
        {
            Queue.Complete(null);
        }
        catch (Exception e)
        {
            Queue.Complete(PostgresFailures.From(e, source.Database, DatabaseSide.Source, $"reading the replication slot {slotName}"));
        }
    });

    /// <summary>Fills the queue until the slot's end, the stop, or a failure.</summary>
    protected abstract Task ReadAsync();

    protected virtual Task BeforeStopAsync() => Task.CompletedTask;

    protected abstract ValueTask CloseAsync();

    /// <summary>Ends the queue here, and leaves what comes after to the other way of reading.</summary>
    protected void LeaveRest()
    {
        LeavesRest = true;
        Queue.Complete(null);
    }

    /// <summary>Ends the reading; the caller goes on until that is heard.</summary>
    protected Task StopReadingAsync() => _stop.EndAsync();

    /// <summary>Ends the reading from beside it: the queue ends with what is in it by then, and what comes after is for the other way of reading.</summary>
    protected async Task StopAndLeaveRestAsync()
    {
        LeavesRest = true;
        await StopReadingAsync().ConfigureAwait(false);
        await EndedAsync().ConfigureAwait(false);
    }

    private async Task EndedAsync()
    {
        try
        {
            await _reading.WaitAsync(CancelPatience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await TerminateAsync().ConfigureAwait(false);
            await _reading.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the session from the server's side. One that has not begun to answer forgets a request to cancel, and one that has nothing to send yet does not look for its client.</summary>
    protected async Task TerminateAsync()
    {
        if (ServerProcess is not { } process)
            return;
        using var limit = new CancellationTokenSource(TerminatePatience, time);
        try
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost slot check", limit.Token).ConfigureAwait(false);
            await using var command = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and application_name like 'bifrost %'", connection)
            {
                Parameters = { new() { Value = process } },
            };
            await command.ExecuteNonQueryAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e) || limit.IsCancellationRequested)
        {
            // A server that answers nobody has lost the session too: keepalives end the reading.
            return;
        }
    }
}
