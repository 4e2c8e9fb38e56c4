namespace Bifrost.Replication.Batching;

/// <summary>The bounds of a batch and of the queue before it. Each bound closes a batch at the next source commit: a source transaction is never split, so one may go beyond them by itself.</summary>
/// <param name="Rows">Changes in one target transaction.</param>
/// <param name="Bytes">Bytes of column values in one target transaction.</param>
/// <param name="Time">How long a batch may go on collecting while more is ready. A batch is never held open for what has not arrived: an idle sink applies at once.</param>
/// <param name="QueuedBytes">Bytes that are read ahead while a batch is applied.</param>
/// <param name="QueuedRows">Changes that are read ahead.</param>
public sealed record BatchLimits(int Rows, long Bytes, TimeSpan Time, long QueuedBytes, int QueuedRows)
{
    /// <summary>8 MB of values: with the objects around them well below a tenth of the 256 MB that a worker may take, and more than a batch of 10,000 usual rows holds.</summary>
    public const long DefaultBytes = 8L << 20;

    /// <summary>100 ms: what a reader of a replica hardly notices, and a hundred commits' worth of saved target commits under load.</summary>
    public static readonly TimeSpan DefaultTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Read ahead at most the next two batches: enough to keep the target busy, and the memory stays that of three.</summary>
    private const int BatchesAhead = 2;

    public static BatchLimits For(int rows) => new(rows, DefaultBytes, DefaultTime, BatchesAhead * DefaultBytes, BatchesAhead * rows);
}
