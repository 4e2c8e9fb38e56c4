using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Sink;

/// <summary>The target has confirmed the COMMIT of everything up to <paramref name="EndLsn"/>. Made by a sink only, after the answer to COMMIT has come; nothing else moves progress.</summary>
public sealed record Committed(Lsn EndLsn, AppliedRows Rows)
{
    /// <summary>It survives a crash of the target, and may be acknowledged. False where that is for <see cref="ITargetSession.FlushedAsync"/> to say.</summary>
    public bool IsFlushed { get; init; } = true;
}
