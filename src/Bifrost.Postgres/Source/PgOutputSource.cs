using System.Runtime.CompilerServices;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Slots;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>The stream of a pgoutput slot, with its large heaps read by <see cref="SlotPeek"/>. Large transactions are on disk until they are acknowledged or the source is disposed of.</summary>
/// <param name="peeks">Shared by all readings of a process.</param>
internal sealed class PgOutputSource(SourceSettings source, string slotName, StreamLimits limits, TimeProvider time, Peeks peeks, LogWatch watch) : IChangeSource
{
    /// <summary>Share of <c>wal_sender_timeout</c> after which the server hears from us at the latest: it asks at half of it and hangs up at all of it.</summary>
    private const double TimeoutShare = 0.4;

    /// <summary>How often the server is asked whether the slot is held: it takes some milliseconds on a server at rest.</summary>
    private static readonly TimeSpan HeldInterval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly List<SourceTransaction> _spilled = [];
    private readonly Heartbeat _heartbeat = new(source, time);
    private SlotReading? _current;
    private int? _before;
    private IAsyncDisposable? _watching;
    private bool _streamsOnly;
    private Lsn _looked;
    private (Lsn Until, TaskCompletionSource Reached)? _awaited;
    private Lsn _durable;
    private Lsn _received;

    internal Failpoints Failpoints { get; init; } = new();

    public Lsn Received
    {
        get
        {
            lock (_gate)
                return _current is { } current && current.Received > _received ? _received = current.Received : _received;
        }
    }

    public string? HeartbeatFailure => _heartbeat.LastFailure;

    public async IAsyncEnumerable<SourceEvent> ReadAsync(Lsn after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        lock (_gate)
            _durable = after;
        using var beating = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var claim = await ClaimAsync(cancellation).ConfigureAwait(false);
        var (heartbeat, isStarted, isPeekOver, isBehind) = (Task.CompletedTask, false, false, false);
        SlotReading? reading = null;
        try
        {
            var reached = after;
            var (large, idle) = ((Lsn?)null, (Lsn?)null);
            var calm = new Calm(limits, time);
            while (true)
            {
                if (isPeekOver)
                    await LetGoAsync(reached, idle, cancellation).ConfigureAwait(false);
                using (var coming = peeks.Announce(source, reached))
                {
                    if ((isBehind || isPeekOver) && !_streamsOnly)
                    {
                        await WaitForCalmAsync(calm, cancellation).ConfigureAwait(false);
                        await coming.LetPassAsync(limits.PassPatience, time, cancellation).ConfigureAwait(false);
                    }

                    reading = await BeginAsync(reached, large, cancellation).ConfigureAwait(false);
                }

                if (heartbeat.IsCompleted)
                    heartbeat = _heartbeat.RunAsync(beating.Token);
                await Failpoints.AtAsync(PointOf(reading, isStarted), cancellation).ConfigureAwait(false);
                var isHeld = await HeldAsync(reading, reached, cancellation).ConfigureAwait(false);
                if (isHeld && !isStarted)
                    yield return new StreamStarted();
                isStarted |= isHeld;
                if (reading is SlotStream stream && isHeld)
                {
                    claim = await GiveUpAsync(claim).ConfigureAwait(false);
                    if (!_streamsOnly)
                        _watching = watch.Begin(source.Database, slotName, stream.Look);
                }

                while (await reading.Queue.WaitAsync(cancellation).ConfigureAwait(false))
                {
                    while (reading.Queue.TryTake(out var item))
                    {
                        cancellation.ThrowIfCancellationRequested();
                        Track(item);
                        // Where the reading ended before it was known to hold the slot, what it had read is read again by the next: here only its failure is of use.
                        if (isHeld)
                            yield return item;
                    }
                }

                if (!reading.LeavesRest)
                    throw new ReplicationException(FailureKind.Unavailable, $"Source {source.Database}: the stream of slot {slotName} ended.");
                claim ??= await ClaimAsync(cancellation).ConfigureAwait(false);
                large = (reading as SlotStream)?.LargeUntil;
                isBehind = reading is SlotStream { LargeUntil: null };
                _streamsOnly |= reading is SlotPeek { IsRefused: true };
                isPeekOver = reading is SlotPeek { IsRefused: false };
                idle = (reading as SlotPeek)?.WholeUntil;
                if (isPeekOver)
                    calm.Was(isWorth: reading.Reached > reached);
                reached = reading.Reached;
                var ended = reading;
                reading = null;
                await LeaveAsync(ended).ConfigureAwait(false);
            }
        }
        finally
        {
            await beating.EndAsync().ConfigureAwait(false);
            try
            {
                if (reading is not null)
                    await LeaveAsync(reading).ConfigureAwait(false);
            }
            finally
            {
                await GiveUpAsync(claim).ConfigureAwait(false);
                await heartbeat.ConfigureAwait(false);
            }
        }
    }

    public void Acknowledge(Lsn durable)
    {
        lock (_gate)
        {
            if (durable <= _durable)
                return;
            _durable = durable;
            (_current as SlotStream)?.Report(durable);
            if (_awaited is { } awaited && awaited.Until <= durable)
                awaited.Reached.TrySetResult();
            Release(durable);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
            Release(new Lsn(ulong.MaxValue));
        return ValueTask.CompletedTask;
    }

    private static string PointOf(SlotReading reading, bool isStarted) =>
        !isStarted ? Failpoints.StreamAsked : reading is SlotPeek ? Failpoints.PeekAsked : Failpoints.StreamResumed;

    private Task<SlotClaim?> ClaimAsync(CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<SlotClaim?>(source.Database, DatabaseSide.Source, $"claiming the replication slot {slotName}", async () =>
            await SlotClaim.TakeAsync(source.Database, slotName, cancellation).ConfigureAwait(false));

    private static async Task<SlotClaim?> GiveUpAsync(SlotClaim? claim)
    {
        if (claim is not null)
            await claim.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Begins to read: by a peek what is large, and else by a stream.</summary>
    /// <param name="large">The commit of the large transaction that the stream has seen; else the WAL since says whether it is much.</param>
    private Task<SlotReading> BeginAsync(Lsn after, Lsn? large, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"starting to read the replication slot {slotName}", async () =>
        {
            var (slot, end, timeout) = await CheckAsync(after, cancellation).ConfigureAwait(false);
            // WAL that was looked through and had nothing for us is no reason to look again.
            var since = _looked > after ? _looked : after;
            var isLarge = large is not null || (end - since >= limits.PeekBacklogBytes && limits.IsWorthPeeking(end - since, end - slot.RestartLsn));
            // What an earlier attempt peeked was not applied: its failure would make the server decode all of it at each attempt.
            var isTried = _looked <= after && peeks.WasTried(slotName, after);
            SlotReading reading = isLarge && !isTried && !_streamsOnly
                ? await PeekAsync(slot, after, large ?? after, large ?? new Lsn(since.Value + (ulong)limits.PeekBacklogBytes), end, cancellation).ConfigureAwait(false)
                : await StreamAsync(after, isTried, timeout, cancellation).ConfigureAwait(false);
            // What another asked for may end early for reasons of its own.
            if (reading is SlotPeek { ServerProcess: not null })
            {
                _looked = end;
                peeks.Note(slotName, after);
            }

            lock (_gate)
            {
                _current = reading;
                reading.Start(_durable);
            }

            return reading;
        });

    private async Task<SlotStream> StreamAsync(Lsn after, bool isTried, TimeSpan timeout, CancellationToken cancellation)
    {
        var connection = await ReplicationSession.OpenAsync(source.Database, $"bifrost stream {slotName}", cancellation).ConfigureAwait(false);
        connection.WalReceiverStatusInterval = timeout > TimeSpan.Zero && timeout * TimeoutShare < source.StatusInterval ? timeout * TimeoutShare : source.StatusInterval;
        return new SlotStream(source, slotName, after, _streamsOnly ? limits with { PeekFrom = int.MaxValue } : limits, connection, time, Failpoints)
        {
            LeavesFrom = isTried ? new Lsn(after.Value + 1) : after,
            Looked = _looked,
        };
    }

    private async Task<SlotPeek> PeekAsync(ReplicationSlot slot, Lsn after, Lsn known, Lsn wanted, Lsn end, CancellationToken cancellation)
    {
        var feed = new TransactionFeed(after, limits, Failpoints);
        var until = new Lsn(slot.RestartLsn.Value + (ulong)limits.PeekBytes);
        var (answer, share, isOwn) = peeks.Take(
            source, after, known, wanted, () => feed.Queue.IsEmpty, () => new PeekAnswer(source, slotName, slot.State.ConfirmedFlush, end, until, limits, time, Failpoints));
        if (!isOwn)
            return new SlotPeek(source, slotName, peeks, answer, share, feed, null, time);
        try
        {
            var connection = await PostgresSession.OpenAsync(source.Database, $"bifrost peek {slotName}", cancellation, PeekAnswer.SessionOptions).ConfigureAwait(false);
            return new SlotPeek(source, slotName, peeks, answer, share, feed, connection, time);
        }
        catch
        {
            peeks.End(answer);
            throw;
        }
    }

    /// <summary>
    /// After a peek: waits until what it gave is durable, and lets the slot go of it. A stream would decode all of it once more, and a walsender asks the kernel for news at each record:
    /// beside the target's work, and for longer than the peek took. Where the consumer takes its time the stream goes on without.
    /// </summary>
    /// <param name="idle">Where the source noted what runs; null where it did not.</param>
    private async Task LetGoAsync(Lsn reached, Lsn? idle, CancellationToken cancellation)
    {
        var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lsn durable;
        lock (_gate)
        {
            _awaited = (reached, awaited);
            if (_durable >= reached)
                awaited.TrySetResult();
        }

        await Task.WhenAny(awaited.Task, Task.Delay(limits.DurablePatience, time, cancellation)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            (durable, _awaited) = (_durable, null);
        await PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"letting the replication slot {slotName} go", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, $"bifrost peek {slotName}", cancellation).ConfigureAwait(false);
            var slot = await FreeAsync(connection, cancellation).ConfigureAwait(false);
            slot.Check(source.Database, reached);
            // Where the server noted what runs, twice: a slot learns of the first note that it meets, and of a later one when that was confirmed before.
            var isNoted = idle is not null && idle <= durable;
            for (var i = 0; i < 2 && (slot.State.ConfirmedFlush < durable || (isNoted && durable - slot.RestartLsn > limits.PeekBacklogBytes)); i++)
            {
                await using var advance = new NpgsqlCommand("select pg_replication_slot_advance($1, $2::pg_lsn)", connection) { Parameters = { new() { Value = slotName }, new() { Value = durable.ToString(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } } };
                try
                {
                    await advance.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
                }
                catch (PostgresException e) when (PostgresFailures.IsRefusal(e))
                {
                    // As for a peek; the stream tells the server what is durable.
                    _streamsOnly = true;
                    break;
                }

                slot = await ReplicationSlots.FindAsync(connection, slotName, cancellation).ConfigureAwait(false) ?? throw SlotFaults.Gone(slotName, source.Database);
            }

            return true;
        }).ConfigureAwait(false);
    }

    private Task<bool> WaitForCalmAsync(Calm calm, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"waiting to read the replication slot {slotName}", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost slot check", cancellation).ConfigureAwait(false);
            await calm.WaitAsync(connection, cancellation).ConfigureAwait(false);
            return true;
        });

    /// <summary>Refuses a slot that cannot give everything after <paramref name="after"/>: the server would start later without a word. Gives the slot, the end of the WAL, and the server's <c>wal_sender_timeout</c>.</summary>
    private async Task<(ReplicationSlot Slot, Lsn End, TimeSpan Timeout)> CheckAsync(Lsn after, CancellationToken cancellation)
    {
        await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost slot check", cancellation).ConfigureAwait(false);
        var slot = await FreeAsync(connection, cancellation).ConfigureAwait(false);
        slot.Check(source.Database, after);
        if (await Publications.PublicationState.FindAsync(connection, source.PublicationName, cancellation).ConfigureAwait(false) is null)
            throw SlotFaults.NoPublication(source.PublicationName, source.Database);
        await using var asking = new NpgsqlCommand("select setting::bigint, pg_current_wal_insert_lsn()::text from pg_settings where name = 'wal_sender_timeout'", connection);
        await using var answer = await asking.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await answer.ReadAsync(cancellation).ConfigureAwait(false);
        // A copy of the files that was started again has the same identity and timeline. It would commit at positions that the target believes to hold, and the server would not send those.
        return Lsn.Parse(answer.GetString(1)) is var end && end < after
            ? throw SlotFaults.Behind(slotName, source.Database, end, after)
            : (slot, end, TimeSpan.FromMilliseconds(answer.GetInt64(0)));
    }

    /// <summary>The slot, once the session of ours that had it before has let go of it: a server tells of an end first, and lets go a moment later.</summary>
    private async Task<ReplicationSlot> FreeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var slot = await ReplicationSlots.FindAsync(connection, slotName, cancellation).ConfigureAwait(false) ?? throw SlotFaults.Gone(slotName, source.Database);
            if (_before is null || slot.State.ActivePid != _before || time.GetElapsedTime(began) > limits.DropPatience)
                return slot;
            await Task.Delay(HeldInterval, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Waits until the server says that our session holds the slot: nothing else says so on a quiet source, since Npgsql keeps the answer to START_REPLICATION to itself.
    /// False where the reading failed before; its failure is in the queue.
    /// </summary>
    private Task<bool> HeldAsync(SlotReading reading, Lsn after, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"starting to read the replication slot {slotName}", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost slot check", cancellation).ConfigureAwait(false);
            using var ticks = new PeriodicTimer(HeldInterval, time);
            while (true)
            {
                var hasEnded = reading.HasEnded;
                var slot = await ReplicationSlots.FindAsync(connection, slotName, cancellation).ConfigureAwait(false) ?? throw SlotFaults.Gone(slotName, source.Database);
                if (hasEnded && !reading.LeavesRest)
                    return false;
                if (reading is SlotPeek { IsRefused: true, HasBegun: false })
                    return false;
                // Who gave something had the slot. It may have let go of it by now, and what it has read waits for room in the queue. What another slot's session gives needs none of this one.
                var wasHeld = reading.LeavesRest || reading.HasBegun || reading.ServerProcess is null;
                if (wasHeld && slot.State.ActivePid is { } other && other != reading.ServerProcess)
                    throw SlotFaults.InUse(slotName, source.Database, other);
                if (wasHeld || slot.State.ActivePid == reading.ServerProcess)
                    return slot.State.ConfirmedFlush <= after ? true : throw SlotFaults.Ahead(slotName, source.Database, slot.State.ConfirmedFlush, after);
                await ticks.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
            }
        });

    private void Track(SourceEvent item)
    {
        if (item is not TransactionCommitted { Transaction: { Changes: SpilledChanges } transaction })
            return;
        lock (_gate)
            _spilled.Add(transaction);
    }

    private async Task LeaveAsync(SlotReading reading)
    {
        lock (_gate)
        {
            _received = reading.Received > _received ? reading.Received : _received;
            _current = null;
        }

        _before = reading.ServerProcess;
        if (_watching is { } watching)
            await watching.DisposeAsync().ConfigureAwait(false);
        _watching = null;
        await reading.DisposeAsync().ConfigureAwait(false);
    }

    private void Release(Lsn durable) => _spilled.RemoveAll(transaction =>
    {
        if (transaction.EndLsn > durable)
            return false;
        ((SpilledChanges)transaction.Changes).Dispose();
        return true;
    });
}
