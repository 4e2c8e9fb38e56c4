using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;

namespace Bifrost.Postgres.Source;

/// <summary>One replication session: a task that reads the network into a queue, and a timer that notices an idle server.</summary>
/// <remarks>
/// Why an idle position is safe. Npgsql keeps keepalives to itself but moves <c>LastReceivedLsn</c>, for a keepalive and for each message that it hands out, and it reads no
/// further than the message that it hands out next. A walsender's keepalive names the position up to which it has decoded <i>and sent</i>; every message's own position is below
/// the commit that it belongs to, and a Commit's is its end. So with no transaction open here and the last one queued, every commit up to
/// <c>LastReceivedLsn</c> is in the queue, even if the next transaction's Begin has just moved it: that one's commit lies beyond. (PostgreSQL: walsender.c, XLogSendLogical and
/// WalSndKeepalive; logical.c, begin_cb_wrapper to commit_cb_wrapper. Npgsql 10: ReplicationConnection.StartReplicationInternal.)
/// </remarks>
internal sealed class SlotStream : IAsyncDisposable
{
    /// <summary>How long the last status update may take when a stream is closed: it is written to a socket at once, unless the machine is overloaded.</summary>
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may take to obey a request to cancel: a walsender looks for one at every record that it reads, and while it waits.</summary>
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(2);

    private readonly SourceSettings _source;
    private readonly string _slotName;
    private readonly Lsn _after;
    private readonly StreamLimits _limits;
    private readonly TimeProvider _time;
    private readonly Failpoints _failpoints;
    private readonly LogicalReplicationConnection _connection;
    private readonly TransactionAssembler _assembler;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private ITimer? _idleTimer;
    private Task _reading = Task.CompletedTask;
    private bool _quiet = true;
    private Lsn _yielded;

    public SlotStream(SourceSettings source, string slotName, Lsn after, StreamLimits limits, LogicalReplicationConnection connection, TimeProvider time, Failpoints? failpoints = null)
    {
        _source = source;
        _slotName = slotName;
        _after = after;
        _yielded = after;
        _limits = limits;
        _time = time;
        _failpoints = failpoints ?? new Failpoints();
        _connection = connection;
        ServerProcess = connection.ProcessID;
        _assembler = new TransactionAssembler(limits.SpillFolder, limits.TransactionBytes);
        Queue = new EventQueue(limits.QueueBytes);
    }

    public EventQueue Queue { get; }

    /// <summary>The walsender's process on the server.</summary>
    public int ServerProcess { get; }

    /// <summary>Nothing more is read.</summary>
    public bool HasEnded => _reading.IsCompleted;

    public Lsn Received => ReplicationSession.LsnOf(_connection.LastReceivedLsn);

    /// <summary>What the next status updates report as flushed and applied; Npgsql never moves either by itself.</summary>
    public void Report(Lsn durable) => _connection.SetReplicationStatus(ReplicationSession.Of(durable));

    public void Start()
    {
        Report(_after);
        _idleTimer = _time.CreateTimer(_ => NoticeIdle(), null, _limits.IdleInterval, _limits.IdleInterval);
        _reading = Task.Run(ReadAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (_idleTimer is not null)
            await _idleTimer.DisposeAsync().ConfigureAwait(false);
        await SayFarewellAsync().ConfigureAwait(false);
        await EndReadingAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _assembler.Dispose();
        Queue.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            var slot = new PgOutputReplicationSlot(SqlText.Name(_slotName));
            var messages = _connection.StartLogicalReplication(slot, _stop.Token, ReplicationSession.Of(_after), PgOutputOptions.For(_source.PublicationName));
            await using var reading = messages.GetAsyncEnumerator(_stop.Token);
            var inTransaction = 0;
            while (true)
            {
                var next = reading.MoveNextAsync();
                var isLate = !next.IsCompleted;
                if (!await next.ConfigureAwait(false))
                    break;
                // A walsender sends each message by itself: a reader that is quicker wakes for each one. In the midst of a large transaction nobody waits for a single message.
                if (isLate && inTransaction > _limits.GatherFrom)
                    await Task.Delay(_limits.GatherTime, _time, _stop.Token).ConfigureAwait(false);
                // Npgsql reuses the message's stream for the next: its bytes are copied out here, once, and every value is a slice of the copy.
                var bytes = new byte[reading.Current.Data.Length];
                // The enumeration is stopped; a token here would be registered once more for each message.
                await reading.Current.Data.ReadExactlyAsync(bytes, CancellationToken.None).ConfigureAwait(false);
                await TakeAsync(bytes).ConfigureAwait(false);
                inTransaction = _assembler.IsOpen ? inTransaction + 1 : 0;
            }

            Queue.Complete(new ReplicationException(FailureKind.Unavailable, $"Source {_source.Database}: the server ended the stream of slot {_slotName}; it is shutting down or was told to."));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Queue.Complete(null);
        }
        catch (Exception e)
        {
            Queue.Complete(PostgresFailures.From(e, _source.Database, DatabaseSide.Source, $"reading the replication slot {_slotName}"));
        }
    }

    private async ValueTask TakeAsync(byte[] message)
    {
        lock (_gate)
            _quiet = false;
        var wasOnDisk = _assembler.IsOnDisk;
        if (Assemble(message) is { } assembled)
            await AddAsync(assembled).ConfigureAwait(false);
        else if (_assembler.IsOnDisk && !wasOnDisk)
            await _failpoints.AtAsync(Failpoints.SpillBegun, _stop.Token).ConfigureAwait(false);
        // Only now, with the transaction in the queue: an idle position in front of it would let go of it.
        lock (_gate)
            _quiet = !_assembler.IsOpen;
    }

    private Assembled? Assemble(byte[] message)
    {
        try
        {
            return _assembler.Take(message);
        }
        catch (IOException e)
        {
            throw new ReplicationException(FailureKind.Unavailable, $"A large transaction of slot {_slotName} could not be kept in {_limits.SpillFolder}: {e.Message}. Make room there, or set TMPDIR to a folder with room.", e);
        }
    }

    private async ValueTask AddAsync(Assembled assembled)
    {
        var (transaction, memory) = assembled;
        if (transaction.EndLsn <= _after)
        {
            // Sent again after a crash of the server or of ours: the target holds it.
            (transaction.Changes as IDisposable)?.Dispose();
            return;
        }

        if (transaction.EndLsn <= _yielded)
            throw Wire.WireFaults.OutOfPlace("Commit", $"for {transaction.EndLsn} after the stream had reached {_yielded}");
        var weight = memory;
        if (transaction.Changes is SpilledChanges)
        {
            await _failpoints.AtAsync(Failpoints.Spilled, _stop.Token).ConfigureAwait(false);
            weight = _limits.QueueBytes;
        }

        await Queue.AddAsync(new TransactionCommitted(transaction), weight, _stop.Token).ConfigureAwait(false);
        _yielded = transaction.EndLsn;
    }

    private void NoticeIdle()
    {
        lock (_gate)
        {
            var received = Received;
            if (_quiet && received > _yielded && Queue.TryAddToEmpty(new IdlePosition(received)))
                _yielded = received;
        }
    }

    private async Task EndReadingAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _reading.WaitAsync(CancelPatience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await TerminateAsync().ConfigureAwait(false);
            await _reading.ConfigureAwait(false);
        }
    }

    /// <summary>A server that has not begun to stream forgets a request to cancel, and Npgsql asks once: without this the stream goes on, for nobody, until a timeout of either side.</summary>
    private async Task TerminateAsync()
    {
        try
        {
            await using var connection = await PostgresSession.OpenAsync(_source.Database, "bifrost slot check", CancellationToken.None).ConfigureAwait(false);
            await using var command = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and application_name = $2", connection)
            {
                Parameters = { new() { Value = ServerProcess }, new() { Value = ReplicationSession.NameOf(_slotName) } },
            };
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            // A server that answers nobody has lost the stream too: its socket's timeout ends the reading.
            return;
        }
    }

    private async Task SayFarewellAsync()
    {
        // Before the server's first message Npgsql fails in the middle of a status update, keeps its lock, and waits for it for ever at the next keepalive. There is nothing to say yet either.
        if (_reading.IsCompleted || Received == default)
            return;
        using var patience = new CancellationTokenSource(FarewellPatience, _time);
        try
        {
            await _connection.SendStatusUpdate(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException or NullReferenceException)
        {
            // The stream ended in between: the next session reports the same position when it starts.
            return;
        }
    }
}
