namespace Bifrost.Connect.Client;

/// <summary>How long and how often the client tries.</summary>
public sealed record ConnectClientOptions
{
    /// <summary>Limit of one request: Connect itself gives up after 90 s, and its own answer says more than a cut connection.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(95);

    /// <summary>Attempts after a refused connection: about 1.5 s in all, enough for a worker that is just binding its port.</summary>
    public int RefusedRetries { get; init; } = 3;

    /// <summary>Attempts while a worker starts or its proxy has none: about 15 s in all, what a start takes.</summary>
    public int StartingRetries { get; init; } = 7;

    /// <summary>Attempts after a connection that ended before the answer, for requests that may be repeated: about 1.5 s in all.</summary>
    public int DroppedRetries { get; init; } = 3;

    /// <summary>Attempts while the cluster rebalances: about 60 s in all, the cluster's own limit for a rebalance.</summary>
    public int RebalanceRetries { get; init; } = 15;

    /// <summary>Wait before the first repeat; it doubles each time.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(5);
}
