using Polly;
using Polly.Retry;

namespace Bifrost.Connect.Client;

/// <summary>Which failures are tried again: refused connections (nothing was sent), rebalances and starts (nothing was done), and connections that ended, where a repeat does no harm. A name that is taken and a deletion that is refused are neither.</summary>
internal static class ConnectRetry
{
    public static ResiliencePipeline Pipeline(ConnectClientOptions options, TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(On(ConnectFailure.Rebalancing, options.RebalanceRetries, options))
        .AddRetry(On(ConnectFailure.Refused, options.RefusedRetries, options))
        .AddRetry(On(ConnectFailure.Starting, options.StartingRetries, options))
        .AddRetry(On(ConnectFailure.Dropped, options.DroppedRetries, options, static error => MayRepeat(error.Request)))
        .Build();

    private static RetryStrategyOptions On(ConnectFailure failure, int retries, ConnectClientOptions options, Predicate<ConnectException>? also = null) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<ConnectException>(error => retries > 0 && error.Failure == failure && also?.Invoke(error) is null or true),
        MaxRetryAttempts = Math.Max(retries, 1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.FirstDelay,
        MaxDelay = options.LongestDelay,
    };

    /// <summary>What may have been carried out is sent again only where a second time does nothing more.</summary>
    private static bool MayRepeat(string request) =>
        request.StartsWith("GET ", StringComparison.Ordinal) || request.StartsWith("PUT ", StringComparison.Ordinal) || request.StartsWith("DELETE ", StringComparison.Ordinal);
}
