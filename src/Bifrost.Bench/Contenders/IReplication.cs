namespace Bifrost.Bench.Contenders;

/// <summary>A way to keep replicas equal to a source, for one run. Disposing of it ends it and leaves no subscription and no session behind.</summary>
internal interface IReplication : IAsyncDisposable
{
    Contender Contender { get; }

    /// <summary>Makes what a user has before the request. Not measured.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>The request. Measured from here.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Whether every replica shows all rows that were there at the request. Asked often: it must cost next to nothing.</summary>
    Task<bool> ShowsSnapshotAsync(CancellationToken cancellation);

    /// <summary>Whether every replica follows the source's commits.</summary>
    Task<bool> FollowsAsync(CancellationToken cancellation);

    /// <summary>Whether who sees a commit on a replica sees all commits before it. Where that is not so, every table is asked for its mark.</summary>
    bool InCommitOrder { get; }

    /// <summary>Why it waits or retries, where that is known.</summary>
    string? Trouble { get; }

    /// <exception cref="BenchException">It has stopped by itself.</exception>
    void ThrowIfStopped();
}
