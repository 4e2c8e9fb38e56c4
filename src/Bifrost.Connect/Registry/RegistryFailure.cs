namespace Bifrost.Connect.Registry;

/// <summary>Why a request to a registry failed, by what the caller can do about it.</summary>
public enum RegistryFailure
{
    /// <summary>Nothing answers there.</summary>
    Unreachable,

    /// <summary>Something else than a registry answered.</summary>
    NotRegistry,

    /// <summary>401 or 403.</summary>
    Denied,

    /// <summary>40401: no such subject.</summary>
    NoSubject,

    /// <summary>40402: no such version.</summary>
    NoVersion,

    /// <summary>40403: no such schema.</summary>
    NoSchema,

    /// <summary>40408: the subject has no compatibility level of its own.</summary>
    NoLevel,

    /// <summary>409 or 40901: the schema does not fit those before it.</summary>
    Incompatible,

    /// <summary>42201: the schema cannot be read.</summary>
    InvalidSchema,

    /// <summary>Another 422: the request says something that the registry does not take.</summary>
    Rejected,

    /// <summary>5xx, and whatever else the registry reports.</summary>
    Failed,
}
