using System.Buffers.Binary;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>
/// What waits in a slot, in one answer: <c>COPY</c> of <c>pg_logical_slot_peek_binary_changes</c>. A walsender gives each message to the kernel by itself, and each is fetched
/// by itself: that costs more than to decode a row. Here a trip carries a thousand. The server decodes everything from the slot's <c>restart_lsn</c> on once more, keeps
/// the answer in memory or a temporary file, and begins to send when it has all of it, so this is for large heaps only. A peek moves no position.
/// <para>
/// Whatever slot it was asked of, another slot of the same publication would give the same transactions after the same position, so that other sinks' readings may share it: the source decodes once.
/// The slowest of them sets the pace, until another waits for it with nothing left to do: then each goes on by itself.
/// </para>
/// </summary>
/// <param name="slotName">The slot that is read.</param>
/// <param name="from">Its <c>confirmed_flush_lsn</c>: commits up to here are not in the answer.</param>
/// <param name="end">The end of the log when it was asked for: commits up to here are.</param>
/// <param name="until">Reads no record that begins beyond.</param>
internal sealed class PeekAnswer(SourceSettings source, string slotName, Lsn from, Lsn end, Lsn until, StreamLimits limits, TimeProvider time, Failpoints failpoints)
{
    /// <summary>
    /// Memory of the source's for as long as it decodes: beyond it, each change of a large transaction is written to a file and read back by itself, which takes longer than to decode it. By default that begins at
    /// 64 MB, which is where half of the 300,000 updates of the benchmark are.
    /// </summary>
    public const string SessionOptions = " -c logical_decoding_work_mem=256MB";

    /// <summary>Bytes of an answer that are fetched at once: below the size that the collector keeps apart (85,000 bytes).</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>Signature, flags, length of an extension (PostgreSQL: COPY, Binary Format); the flags are zero here, and the extension empty.</summary>
    private const int HeaderBytes = 19;

    private const int FieldHeadBytes = sizeof(short) + sizeof(int);

    /// <summary>The last free slot is for a sink.</summary>
    private const string MayNote = "select (select count(*) from pg_replication_slots) + 1 < (select setting::int from pg_settings where name = 'max_replication_slots')";

    private readonly Lock _gate = new();
    private readonly List<PeekShare> _shares = [];
    private Lsn _given = from;
    private bool _isOver;

    /// <summary>The server did not give all of it; a stream may do.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The part of the reading whose slot is read.</summary>
    public PeekShare Own(Lsn after, Func<bool> hasNothing)
    {
        lock (_gate)
            return Add(after, hasNothing);
    }

    /// <summary>A part for the reading of another slot; null where it would miss something.</summary>
    /// <param name="known">Every commit below is known to the reading: beyond <paramref name="after"/> where a stream has shown what comes next.</param>
    /// <param name="wanted">The position that the reading must get to.</param>
    public PeekShare? TryJoin(SourceSettings settings, Lsn after, Lsn known, Lsn wanted, Func<bool> hasNothing)
    {
        if (settings.Database != source.Database || settings.PublicationName != source.PublicationName || wanted > end || wanted > until)
            return null;
        lock (_gate)
            return _isOver || known < _given ? null : Add(after, hasNothing);
    }

    /// <summary>Reads it, and gives every reading its transactions. False where it was given up because nobody took it.</summary>
    public async Task<bool> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            var noted = await NoteRunningAsync(connection, cancellation).ConfigureAwait(false);
            var isAll = await ReadAllAsync(connection, cancellation).ConfigureAwait(false);
            if (isAll)
                EndWhole(noted <= until ? noted : null);
            return isAll;
        }
        catch (PostgresException e) when (PostgresFailures.IsRefusal(e))
        {
            // A limit of statements or of temporary files, no room for those, a right that was taken: none of them stops a stream, and it would tell of what does.
            IsRefused = true;
            return true;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Nobody joins any more, and no reading gets more than it has.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var share in _shares)
                share.End();
        }
    }

    private void EndWhole(Lsn? reached)
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var share in _shares)
                share.EndWhole(reached);
        }
    }

    /// <summary>
    /// Makes the server note in its log which transactions run, as the making of a slot does. A slot can begin to decode at such a note only, and by itself the server makes one every 15 s: the stream behind
    /// the answer would decode all of it once more. That waits for the transactions that run, which are then in the answer. The position that comes back is the end of a record that is flushed: every commit below it is in an answer that is asked for now.
    /// </summary>
    private async Task<Lsn?> NoteRunningAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (var asking = new NpgsqlCommand(MayNote, connection))
        {
            if (await asking.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not true)
                return null;
        }

        var slot = $"noted_by_bifrost_{Guid.NewGuid():N}";
        await using var note = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"set statement_timeout = {(int)limits.NotePatience.TotalMilliseconds}"),
                new("select lsn::text from pg_create_logical_replication_slot($1, 'pgoutput', true)") { Parameters = { new() { Value = slot } } },
                new("select pg_drop_replication_slot($1)") { Parameters = { new() { Value = slot } } },
                new("set statement_timeout to default"),
            },
        };
        try
        {
            return Lsn.Parse((string)(await note.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!);
        }
        catch (PostgresException e) when (PostgresFailures.IsRefusal(e))
        {
            // A right is missing, or a transaction goes on and on. The setting went with the batch.
            return null;
        }
    }

    private PeekShare Add(Lsn after, Func<bool> hasNothing)
    {
        var share = new PeekShare(after, hasNothing);
        _shares.Add(share);
        return share;
    }

    private async Task<bool> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var answer = await connection.BeginRawBinaryCopyAsync(Copy(), cancellation).ConfigureAwait(false);
        var isAll = false;
        try
        {
            return isAll = await GiveAllAsync(answer, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (!isAll)
            {
                // Nobody waits until it is left.
                End();
                answer.GiveUp();
            }
        }
    }

    private async Task<bool> GiveAllAsync(Stream answer, CancellationToken cancellation)
    {
        using var intake = new TransactionIntake(slotName, limits, failpoints);
        var block = new byte[BlockBytes];
        await answer.ReadExactlyAsync(block.AsMemory(0, HeaderBytes), cancellation).ConfigureAwait(false);
        var (start, filled) = (0, 0);
        while (true)
        {
            var here = block.AsMemory(start, filled - start);
            if (here.Length >= sizeof(short) && BinaryPrimitives.ReadInt16BigEndian(here.Span) < 0)
                return true;
            var length = here.Length < FieldHeadBytes ? 0 : BinaryPrimitives.ReadInt32BigEndian(here.Span[sizeof(short)..]);
            if (here.Length >= FieldHeadBytes && here.Length - FieldHeadBytes >= length)
            {
                if (await intake.TakeAsync(here.Slice(FieldHeadBytes, length), cancellation).ConfigureAwait(false) is { } assembled
                    && !await GiveAsync(assembled, cancellation).ConfigureAwait(false))
                    return false;
                start += FieldHeadBytes + length;
                continue;
            }

            if (block.Length - start < FieldHeadBytes + length || filled == block.Length)
            {
                // Messages are slices of their block, so a new one begins with what is there of the next.
                var next = new byte[Math.Max(BlockBytes, FieldHeadBytes + length)];
                here.CopyTo(next);
                (block, start, filled) = (next, 0, here.Length);
            }

            var read = await answer.ReadAsync(block.AsMemory(filled), cancellation).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException("the answer ended before its end");
            filled += read;
        }
    }

    /// <summary>Gives a transaction to every reading. False where nobody is left to read for.</summary>
    private async ValueTask<bool> GiveAsync(Assembled assembled, CancellationToken cancellation)
    {
        using var whole = assembled;
        List<PeekShare> shares;
        lock (_gate)
        {
            // From now on who joins would miss this one.
            _given = assembled.Transaction.EndLsn;
            shares = [.. _shares];
        }

        var waiting = new Queue<(PeekShare Share, Assembled Part)>();
        foreach (var share in shares)
        {
            var part = assembled.Share();
            if (!share.TryGive(part))
                waiting.Enqueue((share, part));
        }

        try
        {
            // Who has room has it by now: whom the others wait for is in here.
            while (waiting.TryPeek(out var next))
            {
                var isWell = await GiveAsync(next.Share, next.Part, shares, cancellation).ConfigureAwait(false);
                waiting.Dequeue();
                if (!isWell)
                    return false;
            }
        }
        finally
        {
            foreach (var (_, part) in waiting)
                part.Dispose();
        }

        return shares.Exists(static share => !share.IsOver);
    }

    /// <summary>False where the slot's own reading is too slow for the others, or takes nothing at all.</summary>
    private async Task<bool> GiveAsync(PeekShare share, Assembled part, List<PeekShare> shares, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (!share.TryGive(part))
        {
            using var look = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var period = new CancellationTokenSource(limits.SharePatience < limits.AnswerPatience ? limits.SharePatience : limits.AnswerPatience, time);
            await using var both = period.Token.Register(look.Cancel).ConfigureAwait(false);
            try
            {
                await share.HasRoomAsync(look.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                if (!shares.Exists(static other => other.IsStarving) && time.GetElapsedTime(began) < limits.AnswerPatience)
                    continue;
                share.End();
            }
        }

        // Its session holds the slot that a reading of its own would need.
        return share != shares[0] || !share.IsOver;
    }

    private string Copy()
    {
        var options = PgOutputOptions.For(source.PublicationName).SelectMany(static option => new[] { option.Key, option.Value ?? "" }).Select(static text => $"'{text}'");
        return $"copy (select data from pg_logical_slot_peek_binary_changes({SqlText.Literal(slotName)}, {SqlText.Literal(until.ToString())}, null, {string.Join(", ", options)})) to stdout (format binary)";
    }
}
