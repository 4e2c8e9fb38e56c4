namespace Bifrost.Replication.Sink;

/// <summary>The target of one sink that follows one source.</summary>
public interface ITarget
{
    /// <summary>Connects, pins the session's settings, and makes the place where progress is kept where it is not there yet.</summary>
    /// <exception cref="Failures.ReplicationException">The target is away, or its role may not do what a sink must.</exception>
    Task<ITargetSession> OpenAsync(CancellationToken cancellation);
}
