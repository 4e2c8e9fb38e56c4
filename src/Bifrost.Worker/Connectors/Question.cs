namespace Bifrost.Worker.Connectors;

/// <summary>A question to a database that may be away or slow. It is asked once at a time, and whoever wants the answer waits for it a moment only.</summary>
/// <param name="ask">Any failure counts as no answer: the streams themselves say what is wrong with a database.</param>
internal sealed class Question<T>(Func<CancellationToken, Task<T>> ask, TimeProvider time)
{
    /// <summary>A database that is well answers within some milliseconds; a person who asks for a status does not notice this wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>When an answer is given up: longer than a loaded server needs, short enough that few connections hang.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task<(bool Known, T? Value)>? _open;

    /// <returns>Not known where the answer did not come at once.</returns>
    public async Task<(bool Known, T? Value)> AskAsync()
    {
        Task<(bool, T?)> open;
        lock (_gate)
            open = _open = _open is { IsCompleted: false } ? _open : Task.Run(AnswerAsync);
        return await Task.WhenAny(open, Task.Delay(Patience, time)).ConfigureAwait(false) == open ? await open.ConfigureAwait(false) : (false, default);
    }

    private async Task<(bool, T?)> AnswerAsync()
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            return (true, await ask(limit.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is Replication.Failures.ReplicationException or OperationCanceledException)
        {
            return (false, default);
        }
    }
}
