using Bifrost.Connect.Client;

namespace Bifrost.Cli.Lag;

/// <summary>An answer, or why there is none.</summary>
internal sealed record Bounded<T>(T? Value, string? Fault) where T : class;

/// <summary>A question to a cluster that is not waited for: what a person looks at must not stand still for the minute and a half that Connect takes to give up.</summary>
internal static class BoundedCall
{
    public static async Task<Bounded<T>> AskAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan limit, ConnectEndpoint endpoint, CancellationToken cancellation) where T : class
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(limit);
        try
        {
            return new Bounded<T>(await ask(bounded.Token).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Bounded<T>(null, $"the {endpoint} did not answer within {limit.TotalSeconds:0} s");
        }
        catch (ConnectException e)
        {
            return new Bounded<T>(null, e.Message);
        }
    }
}
