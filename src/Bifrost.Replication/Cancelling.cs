namespace Bifrost.Replication;

/// <summary>How work is told to stop.</summary>
public static class Cancelling
{
    /// <summary>
    /// Cancels, and takes no offence: a database driver's callback may throw where its connection broke at that very instant. What was to be cancelled is gone then, and its own task says so;
    /// thrown at who stops it, it would stop more than that.
    /// </summary>
    public static async Task EndAsync(this CancellationTokenSource source) => await source.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
