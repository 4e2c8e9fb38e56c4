using Polly;
using Polly.Retry;

namespace Bifrost.Connect.Client;

/// <summary>Which failures are tried again: refused connections (nothing was sent) and rebalances (nothing was done). A name that is taken and a deletion that is refused are neither.</summary>
internal static class ConnectRetry
{
    public static ResiliencePipeline Pipeline(ConnectClientOptions options, TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(On(ConnectFailure.Rebalancing, options.RebalanceRetries, options))
        .AddRetry(On(ConnectFailure.Refused, options.RefusedRetries, options))
        .Build();

    private static RetryStrategyOptions On(ConnectFailure failure, int retries, ConnectClientOptions options) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<ConnectException>(error => retries > 0 && error.Failure == failure),
        MaxRetryAttempts = Math.Max(retries, 1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.FirstDelay,
        MaxDelay = options.LongestDelay,
    };
}
