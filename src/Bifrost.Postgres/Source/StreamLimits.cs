namespace Bifrost.Postgres.Source;

/// <summary>Numbers of the reading half, with what they were chosen by.</summary>
public sealed record StreamLimits
{
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

    /// <summary>How long dropping a slot waits for a reader that is just leaving: a walsender notices a closed connection within a second or so.</summary>
    public TimeSpan DropPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where large transactions are kept.</summary>
    public string SpillFolder { get; init; } = Path.GetTempPath();
}
