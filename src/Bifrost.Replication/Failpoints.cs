namespace Bifrost.Replication;

/// <summary>The dangerous instants, by name: before and after every durable step. A test hangs a hook on them; in production there is none.</summary>
internal sealed class Failpoints
{
    public const string GenerationBegun = "a generation is written down, its slot is not made";
    public const string SlotCreated = "slot created, nothing loaded";
    public const string RowsCopied = "some rows of a snapshot's table are copied, none of them is durable";
    public const string TableRemembered = "a table's state is written, the transaction is not committed";
    public const string TableLoaded = "a table of the snapshot is durable, others are not";
    public const string SnapshotLoaded = "the snapshot is durable, nothing is acknowledged";
    public const string SlotDropped = "a generation's slot is dropped, its progress is not removed";
    public const string TakenOver = "the progress is taken over, nothing is applied";

    public const string StreamAsked = "the stream is asked for, and the slot not known to be held";
    public const string PeekAsked = "a large heap is asked for in one answer, none of it is queued";
    public const string StreamResumed = "the stream is asked for again behind a large heap, and the slot not known to be held";
    public const string SpillBegun = "a large transaction goes to disk, and is not there whole";
    public const string Spilled = "a large transaction is on disk, nothing of it is applied";

    public const string ProgressLocked = "the progress is locked, no row is written";
    public const string RowsWritten = "rows are written, progress is not";
    public const string ProgressWritten = "rows and progress are written, COMMIT is not sent";

    /// <summary>A hook may end the process here; one that throws would leave a COMMIT behind that nobody waits for.</summary>
    public const string CommitUnderWay = "COMMIT is sent, and not answered yet";

    public const string CommitSent = "COMMIT was answered, and the answer is lost";
    public const string Committed = "the batch is durable, nothing is acknowledged";
    public const string Acknowledged = "the batch is acknowledged, the server may not have heard";
    public const string IdleStored = "an idle position is durable, not acknowledged";
    public const string IdleAcknowledged = "an idle position is acknowledged";

    public const string ViewReached = "a signalled snapshot's view is reached, nothing is copied";

    /// <summary>Called at each point; what it throws ends the run there.</summary>
    public Func<string, CancellationToken, Task>? Hook { get; set; }

    public Task AtAsync(string point, CancellationToken cancellation) => Hook?.Invoke(point, cancellation) ?? Task.CompletedTask;

    /// <summary>For what is told of progress by a call and cannot wait.</summary>
    public void At(string point) => AtAsync(point, default).GetAwaiter().GetResult();
}
