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
/// </summary>
internal sealed class SlotPeek : SlotReading
{
    /// <summary>Bytes of an answer that are fetched at once: below the size that the collector keeps apart (85,000 bytes).</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>Signature, flags, length of an extension (PostgreSQL: COPY, Binary Format); the flags are zero here, and the extension empty.</summary>
    private const int HeaderBytes = 19;

    private const int FieldHeadBytes = sizeof(short) + sizeof(int);

    private readonly NpgsqlConnection _connection;
    private readonly TransactionFeed _feed;
    private readonly Lsn _until;
    private readonly StreamLimits _limits;

    /// <param name="after">The last position that is known.</param>
    /// <param name="until">Reads no record that begins beyond.</param>
    public SlotPeek(SourceSettings source, string slotName, Lsn after, Lsn until, StreamLimits limits, NpgsqlConnection connection, TimeProvider time, Failpoints failpoints)
        : base(source, slotName, time)
    {
        _connection = connection;
        _until = until;
        _limits = limits;
        _feed = new TransactionFeed(slotName, after, limits, failpoints);
        ServerProcess = connection.ProcessID;
    }

    public override EventQueue Queue => _feed.Queue;

    public override int ServerProcess { get; }

    public override Lsn Received => _feed.Reached;

    public override Lsn Reached => _feed.Reached;

    public override bool HasBegun => _feed.HasBegun;

    /// <summary>The server did not give all of it; a stream may do.</summary>
    public bool IsRefused { get; private set; }

    protected override async Task ReadAsync()
    {
        try
        {
            await ReadAnswerAsync().ConfigureAwait(false);
        }
        catch (PostgresException e) when (PostgresFailures.IsRefusal(e))
        {
            // A limit of statements or of temporary files, no room for those, a right that was taken: none of them stops a stream, and it would tell of what does.
            IsRefused = true;
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            // What is queued is whole, and what is not is read again.
            await TerminateAsync().ConfigureAwait(false);
        }

        LeaveRest();
    }

    private async Task ReadAnswerAsync()
    {
        await using var answer = await _connection.BeginRawBinaryCopyAsync(Copy(), Stop).ConfigureAwait(false);
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(Stop, patience.Token);
        var block = new byte[BlockBytes];
        await answer.ReadExactlyAsync(block.AsMemory(0, HeaderBytes), Stop).ConfigureAwait(false);
        var (start, end) = (0, 0);
        while (true)
        {
            var here = block.AsMemory(start, end - start);
            if (here.Length >= sizeof(short) && BinaryPrimitives.ReadInt16BigEndian(here.Span) < 0)
                break;
            var length = here.Length < FieldHeadBytes ? 0 : BinaryPrimitives.ReadInt32BigEndian(here.Span[sizeof(short)..]);
            if (here.Length >= FieldHeadBytes && here.Length - FieldHeadBytes >= length)
            {
                var taking = _feed.TakeAsync(here.Slice(FieldHeadBytes, length), both.Token);
                var waits = !taking.IsCompleted;
                if (waits)
                    patience.CancelAfter(_limits.AnswerPatience);
                await taking.ConfigureAwait(false);
                if (waits)
                    patience.CancelAfter(Timeout.InfiniteTimeSpan);
                start += FieldHeadBytes + length;
                continue;
            }

            if (block.Length - start < FieldHeadBytes + length || end == block.Length)
            {
                // Messages are slices of their block, so a new one begins with what is there of the next.
                var next = new byte[Math.Max(BlockBytes, FieldHeadBytes + length)];
                here.CopyTo(next);
                (block, start, end) = (next, 0, here.Length);
            }

            var read = await answer.ReadAsync(block.AsMemory(end), Stop).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException("the answer ended before its end");
            end += read;
        }
    }

    /// <summary>Else the server would decode to the end, and hold the slot for so long.</summary>
    protected override Task BeforeStopAsync() => HasEnded || LeavesRest ? Task.CompletedTask : TerminateAsync();

    protected override async ValueTask CloseAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _feed.Dispose();
    }

    private string Copy()
    {
        var options = PgOutputOptions.For(Source.PublicationName).SelectMany(static option => new[] { option.Key, option.Value ?? "" }).Select(static text => $"'{text}'");
        return $"copy (select data from pg_logical_slot_peek_binary_changes({SqlText.Literal(SlotName)}, {SqlText.Literal(_until.ToString())}, null, {string.Join(", ", options)})) to stdout (format binary)";
    }
}
