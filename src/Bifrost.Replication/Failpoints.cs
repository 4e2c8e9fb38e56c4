namespace Bifrost.Replication;

/// <summary>The dangerous instants, by name. A test hangs a hook on them; in production there is none.</summary>
internal sealed class Failpoints
{
    public const string SlotCreated = "slot created, nothing loaded";
    public const string TableLoaded = "a table of the snapshot is durable, others are not";
    public const string SnapshotLoaded = "the snapshot is durable, nothing is acknowledged";
    public const string RowsWritten = "rows are written, progress is not";
    public const string CommitSent = "COMMIT was answered, and the answer is lost";
    public const string Committed = "the batch is durable, nothing is acknowledged";
    public const string IdleStored = "an idle position is durable, not acknowledged";

    public const string ViewReached = "a signalled snapshot's view is reached, nothing is copied";

    /// <summary>Called at each point; what it throws ends the run there.</summary>
    public Func<string, CancellationToken, Task>? Hook { get; set; }

    public Task AtAsync(string point, CancellationToken cancellation) => Hook?.Invoke(point, cancellation) ?? Task.CompletedTask;
}
