namespace Bifrost.Postgres.Source;

/// <summary>Numbers of the reading half, with what they were chosen by.</summary>
public sealed record StreamLimits
{
    /// <summary>A peek reads no more than so many times what it is for.</summary>
    private const int PeekShare = 4;

    /// <summary>64 MB, which are decoded in less than a second, are no reason not to.</summary>
    private const long FreePeekBytes = 64L << 20;

    /// <summary>Memory of one transaction before it goes to disk: half of the server's own default (<c>logical_decoding_work_mem</c>, 64 MB), so that a queue, an open transaction and a batch stay well below 256 MB.</summary>
    public long TransactionBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Transactions that wait for the consumer. A spilled one counts in full, so at most one waits on disk.</summary>
    public long QueueBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>How often the reader looks whether an idle server has moved on: what bounds the age of an idle position.</summary>
    public TimeSpan IdleInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Messages of one transaction after which its next ones are read in heaps.</summary>
    public int GatherFrom { get; init; } = 200;

    /// <summary>How long a heap gathers: some hundred messages, which the socket holds meanwhile.</summary>
    public TimeSpan GatherTime { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Messages of a transaction by which its size is guessed.</summary>
    public int SampleMessages { get; init; } = 1_000;

    /// <summary>Messages still to come from which on a transaction is read in one answer: where both ways take the same time, on a machine at rest, is a few thousand below.</summary>
    public int PeekFrom { get; init; } = 20_000;

    /// <summary>WAL behind the last known position from which on what there is is read in one answer before anything is streamed: some tens of thousands of rows.</summary>
    public long PeekBacklogBytes { get; init; } = 8L << 20;

    /// <summary>How often it is looked how far the streams are behind the log: in so long a walsender falls back by some megabytes at most.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Until the next try where the source would not tell.</summary>
    public TimeSpan WatchRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked whether a source that writes much has come to an end with it.</summary>
    public TimeSpan CalmInterval { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>WAL within <see cref="CalmInterval"/> up to which a source is calm: a tenth or so of what a single writer makes at full speed.</summary>
    public long CalmBytes { get; init; } = 128L << 10;

    /// <summary>How long a peek waits for a transaction that is running; twice as long each time that it came too early, up to four times.</summary>
    public TimeSpan CalmPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a reading waits for another that begins before it to ask for an answer that both can use: such a wait is for what opens a session.</summary>
    public TimeSpan PassPatience { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a peek waits for the source to note which transactions run, and with that for those to end.</summary>
    public TimeSpan NotePatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the stream waits behind an answer for it to be durable on the target.</summary>
    public TimeSpan DurablePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>WAL that one answer may reach over, from the slot's <c>restart_lsn</c> on: the server decodes all of it, and keeps the answer, before it sends any.</summary>
    public long PeekBytes { get; init; } = 1L << 30;

    /// <summary>How long an answer waits for room in the queue before it is given up: its session keeps the source's old row versions, and a temporary file there.</summary>
    public TimeSpan AnswerPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a reading may have no room while another of the same answer has nothing left: then the slower one goes on by itself.</summary>
    public TimeSpan SharePatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long dropping a slot waits for a reader that is just leaving: a walsender notices a closed connection within a second or so.</summary>
    public TimeSpan DropPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where large transactions are kept.</summary>
    public string SpillFolder { get; init; } = Path.GetTempPath();

    /// <summary>Whether what is to come is worth what the server decodes for it.</summary>
    /// <param name="ahead">WAL bytes with what is wanted.</param>
    /// <param name="whole">WAL bytes from the slot's <c>restart_lsn</c> to their end.</param>
    public bool IsWorthPeeking(long ahead, long whole) => whole < PeekBytes && whole <= Math.Max(PeekShare * ahead, FreePeekBytes);
}
