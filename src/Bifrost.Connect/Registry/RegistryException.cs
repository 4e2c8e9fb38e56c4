namespace Bifrost.Connect.Registry;

/// <summary>A request to a schema registry failed. The message is written for the user: which request, why, and what to do.</summary>
public sealed class RegistryException : Exception
{
    private const string SeeSubjects = "`bifrost registry subjects --all` lists what is there.";

    private RegistryException(RegistryFailure failure, string message, Exception? inner = null) : base(message, inner) => Failure = failure;

    public RegistryFailure Failure { get; }

    internal static RegistryException Unreachable(RegistryEndpoint endpoint, string reason, Exception inner) =>
        new(RegistryFailure.Unreachable, $"The {endpoint} cannot be reached: {reason.TrimEnd('.')}. {endpoint.WhenUnreachable}", inner);

    internal static RegistryException TimedOut(RegistryEndpoint endpoint, string request, TimeSpan limit, Exception inner) =>
        new(RegistryFailure.Unreachable, $"{request}: the {endpoint} did not answer within {limit.TotalSeconds:0} s. Look whether it is overloaded, or waits for its store.", inner);

    internal static RegistryException NotRegistry(RegistryEndpoint endpoint, string request, int status, string what, Exception? inner = null) =>
        new(RegistryFailure.NotRegistry, $"{request}: the {endpoint} answered {status} with {what}. That is not a schema registry's; look for a proxy, a wrong port or a wrong path.", inner);

    internal static RegistryException Denied(RegistryEndpoint endpoint, string request, int status) => new(RegistryFailure.Denied,
        $"{request}: the {endpoint} refuses access ({status}). "
        + (endpoint.User is null ? "It asks for a login: set the converter's user and password in the topology." : "Check the converter's user and password, and what that user may do."));

    /// <summary>What the registry itself answers, by its own code (Confluent's documentation, "Schema Registry API", and its source, <c>Errors</c>).</summary>
    /// <param name="code">The body's <c>error_code</c>; three digits where it is the status alone.</param>
    internal static RegistryException Answered(RegistryEndpoint endpoint, string request, int code, string answer)
    {
        var said = $"{request}: the {endpoint} answered {code}: {answer.TrimEnd('.')}.";
        return code switch
        {
            40401 => new(RegistryFailure.NoSubject, $"{said} There is no such subject; a converter makes it with the first record of its topic. {SeeSubjects}"),
            40402 => new(RegistryFailure.NoVersion, $"{said} The subject has no such version. `bifrost registry describe SUBJECT` lists those that it has."),
            40403 => new(RegistryFailure.NoSchema, $"{said} No schema has this id or this text here. Look whether this is the registry that the records were written with."),
            40408 => new(RegistryFailure.NoLevel, $"{said} The subject follows the registry's global level. `bifrost registry compat --apply` gives it one of its own."),
            409 or 40901 => new(RegistryFailure.Incompatible, $"{said} The schema does not fit those before it, so the converter's task would fail. Change the schema (a new field needs a default), or the subject's compatibility level: `bifrost registry compat`."),
            42201 => new(RegistryFailure.InvalidSchema, $"{said} The schema cannot be read. Look whether the file holds one schema of the kind that is named, and nothing else."),
            42202 => new(RegistryFailure.Rejected, $"{said} A version is a number from 1, or latest."),
            42203 => new(RegistryFailure.Rejected, $"{said} This registry does not know the level; those of the API are {string.Join(", ", CompatibilityLevels.All)}."),
            42205 => new(RegistryFailure.Rejected, $"{said} The registry or the subject is in a mode that takes no changes (read-only, or import): ask who set it."),
            > 42200 and < 42300 or 422 => new(RegistryFailure.Rejected, $"{said} The registry does not take the request as it is."),
            404 or 405 => new(RegistryFailure.NotRegistry, $"{said} Something is there that has no such path: look for a wrong port or a wrong path; Confluent's API is wanted."),
            50001 or 50002 => new(RegistryFailure.Failed, $"{said} Its store does not answer: look at the Kafka brokers that it keeps schemas on, then try again."),
            50003 or 50004 => new(RegistryFailure.Failed, $"{said} It cannot pass the request on to its leader: look at the registry's other instances, then try again."),
            _ => new(RegistryFailure.Failed, said),
        };
    }
}
