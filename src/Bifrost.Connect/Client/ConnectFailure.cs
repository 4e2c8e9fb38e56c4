namespace Bifrost.Connect.Client;

/// <summary>Why a request failed, by what the caller can do about it.</summary>
public enum ConnectFailure
{
    /// <summary>Nothing listens there. The request was not sent.</summary>
    Refused,

    /// <summary>The connection broke, or the name does not resolve. The request may have been carried out.</summary>
    Unreachable,

    TimedOut,

    /// <summary>Something else than Kafka Connect answered.</summary>
    NotConnect,

    /// <summary>401 or 403.</summary>
    Denied,

    NotFound,

    /// <summary>400: the request or the configuration is wrong; the message lists every fault.</summary>
    Rejected,

    /// <summary>409: a connector of that name exists.</summary>
    AlreadyExists,

    /// <summary>409: what the cluster has does not allow it (a source that sinks still follow); the message says what to do first.</summary>
    Conflict,

    /// <summary>The cluster rebalances; the same request succeeds later.</summary>
    Rebalancing,

    /// <summary>Any other error that the worker reports.</summary>
    Failed,
}
