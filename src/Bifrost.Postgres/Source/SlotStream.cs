using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Slots;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
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
internal sealed class SlotStream : SlotReading
{
    /// <summary>How long a status update may take when a stream is left: it is written to a socket at once, unless the machine is overloaded.</summary>
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(10);

    private readonly Lsn _after;
    private readonly StreamLimits _limits;
    private readonly TimeProvider _time;
    private readonly LogicalReplicationConnection _connection;
    private readonly TransactionIntake _intake;
    private readonly TransactionFeed _feed;
    private readonly Lock _gate = new();
    private ITimer? _idleTimer;
    private bool _isClosing;
    private Task _leaving = Task.CompletedTask;

    /// <param name="after">The last position that is known.</param>
    public SlotStream(SourceSettings source, string slotName, Lsn after, StreamLimits limits, LogicalReplicationConnection connection, TimeProvider time, Failpoints failpoints)
        : base(source, slotName, time)
    {
        _after = after;
        _limits = limits;
        _time = time;
        _connection = connection;
        ServerProcess = connection.ProcessID;
        _intake = new TransactionIntake(slotName, limits, failpoints);
        _feed = new TransactionFeed(after, limits, failpoints);
    }

    /// <summary>The rest is left to a peek only from a last position like this or a later one.</summary>
    public Lsn LeavesFrom { get; init; }

    /// <summary>How far the log was looked through already: up to here there is nothing large.</summary>
    public Lsn Looked { get; init; }

    /// <summary>Where the commit is that the rest was left for; null where it was left because the walsender had fallen behind.</summary>
    public Lsn? LargeUntil { get; private set; }

    public override EventQueue Queue => _feed.Queue;

    public override int? ServerProcess { get; }

    public override Lsn Received => ReplicationSession.LsnOf(_connection.LastReceivedLsn);

    public override Lsn Reached => _feed.Reached;

    public override bool HasBegun => _feed.HasBegun;

    /// <summary>What the next status updates report as flushed and applied; Npgsql never moves either by itself.</summary>
    public void Report(Lsn durable) => _connection.SetReplicationStatus(ReplicationSession.Of(durable));

    public override void Start(Lsn durable)
    {
        Report(durable);
        _idleTimer = _time.CreateTimer(_ => _feed.Idle(() => Received), null, _limits.IdleInterval, _limits.IdleInterval);
        base.Start(durable);
    }

    /// <summary>
    /// Leaves the rest to a peek where the walsender has fallen far behind: it asks the kernel for news at each record, and a peek that begins later is there sooner. Meanwhile the writers have its processor.
    /// It is not behind where it says so, which it does each time that it has come to the end of the log; nor is one that only waits for our consumer.
    /// </summary>
    public void Look(SlotPosition at)
    {
        var ahead = at.End - new[] { Looked, _feed.Reached, Received }.Max();
        if (ahead < _limits.PeekBacklogBytes || !_limits.IsWorthPeeking(ahead, at.End - at.Restart) || _feed.Reached < LeavesFrom || !Queue.IsEmpty)
            return;
        lock (_gate)
        {
            if (!_isClosing && _leaving.IsCompleted && !LeavesRest)
                _leaving = Task.Run(LeaveAsync);
        }
    }

    protected override async Task ReadAsync()
    {
        var slot = new PgOutputReplicationSlot(SqlText.Name(SlotName));
        var messages = _connection.StartLogicalReplication(slot, Stop, ReplicationSession.Of(_after), PgOutputOptions.For(Source.PublicationName));
        await using var reading = messages.GetAsyncEnumerator(Stop);
        var sample = new TransactionSample(_limits);
        while (true)
        {
            var next = reading.MoveNextAsync();
            var isLate = !next.IsCompleted;
            if (!await next.ConfigureAwait(false))
                break;
            // The server has not heard yet that it is to stop.
            if (LeavesRest)
                continue;
            // A walsender sends each message by itself: a reader that is quicker wakes for each one. In the midst of a large transaction nobody waits for a single message.
            if (isLate && sample.Messages > _limits.GatherFrom)
                await Task.Delay(_limits.GatherTime, _time, Stop).ConfigureAwait(false);
            // Npgsql reuses the message's stream for the next: its bytes are copied out here, once, and every value is a slice of the copy.
            var bytes = new byte[reading.Current.Data.Length];
            // The enumeration is stopped; a token here would be registered once more for each message.
            await reading.Current.Data.ReadExactlyAsync(bytes, CancellationToken.None).ConfigureAwait(false);
            await TakeAsync(bytes).ConfigureAwait(false);
            var at = ReplicationSession.LsnOf(reading.Current.WalStart);
            if (sample.Take(at, _intake.OpenUntil) && _feed.Reached >= LeavesFrom && await CanBePeekedAsync(at).ConfigureAwait(false))
            {
                // What the server hears now moves the slot's restart_lsn, from where it is to decode once more.
                await SayAsync().ConfigureAwait(false);
                LargeUntil = _intake.OpenUntil!.Value;
                LeaveRest();
                await StopReadingAsync().ConfigureAwait(false);
            }
        }

        Queue.Complete(new ReplicationException(FailureKind.Unavailable, $"Source {Source.Database}: the server ended the stream of slot {SlotName}; it is shutting down or was told to."));
    }

    protected override async Task BeforeStopAsync()
    {
        if (_idleTimer is not null)
            await _idleTimer.DisposeAsync().ConfigureAwait(false);
        Task leaving;
        lock (_gate)
            (_isClosing, leaving) = (true, _leaving);
        await leaving.ConfigureAwait(false);
        if (!HasEnded && !LeavesRest)
            await SayAsync().ConfigureAwait(false);
    }

    private async Task LeaveAsync()
    {
        _feed.Idle(() => Received);
        await SayAsync().ConfigureAwait(false);
        // What comes from here on is passed over, and moves what was received all the same: that is no idle position any more.
        await _idleTimer!.DisposeAsync().ConfigureAwait(false);
        await StopAndLeaveRestAsync().ConfigureAwait(false);
    }

    /// <summary>Tells the server what is durable, where the stream has not ended in between: the next session reports the same position when it starts.</summary>
    private async Task SayAsync()
    {
        // Before the server's first message Npgsql fails in the middle of a status update, keeps its lock, and waits for it for ever at the next keepalive. There is nothing to say yet either.
        if (Received == default)
            return;
        using var patience = new CancellationTokenSource(FarewellPatience, _time);
        try
        {
            await _connection.SendStatusUpdate(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e) || e is OperationCanceledException)
        {
            return;
        }
    }

    protected override async ValueTask CloseAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _intake.Dispose();
        _feed.Dispose();
    }

    private async ValueTask TakeAsync(ReadOnlyMemory<byte> message)
    {
        _feed.Busy();
        if (await _intake.TakeAsync(message, Stop).ConfigureAwait(false) is { } assembled)
            await _feed.AddAsync(assembled, Stop).ConfigureAwait(false);
        if (_intake.OpenUntil is null)
            _feed.Rest();
    }

    /// <summary>Whether the slot does not reach too far back: the server decodes all of it once more, and again for the stream behind it.</summary>
    private async Task<bool> CanBePeekedAsync(Lsn at)
    {
        try
        {
            await using var connection = await PostgresSession.OpenAsync(Source.Database, "bifrost slot check", Stop).ConfigureAwait(false);
            return await ReplicationSlots.FindAsync(connection, SlotName, Stop).ConfigureAwait(false) is { RestartLsn: var restart }
                && _intake.OpenUntil is { } commit && _limits.IsWorthPeeking(commit - at, commit - restart);
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            // No session to be had, it may be: the stream needs none.
            return false;
        }
    }
}
