namespace Bifrost.Connect.Client;

/// <summary>Why a request failed, by what the caller can do about it.</summary>
public enum ConnectFailure
{
    /// <summary>Nothing listens there. The request was not sent.</summary>
    Refused,

    /// <summary>The name does not resolve, or no way leads there.</summary>
    Unreachable,

    /// <summary>The connection ended before the answer. The request may have been carried out.</summary>
    Dropped,

    /// <summary>The certificate is none that is trusted, or not this host's.</summary>
    Untrusted,

    /// <summary>503, or the bare 404 of a worker whose API is not there yet.</summary>
    Starting,

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
