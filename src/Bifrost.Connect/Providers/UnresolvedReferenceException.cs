namespace Bifrost.Connect.Providers;

/// <summary>A config-provider reference leads nowhere. The message names the reference, which is no secret; what it stands for is never in it.</summary>
public sealed class UnresolvedReferenceException : Exception
{
    private UnresolvedReferenceException(string reference, string message, Exception? inner = null)
        : base(message, inner) => Reference = reference;

    /// <summary>The reference as written, such as <c>${env:THOR_PASSWORD}</c>.</summary>
    public string Reference { get; }

    internal static UnresolvedReferenceException VariableNotSet(string reference, string name, string? file) => new(reference,
        $"{reference} cannot be resolved: the environment variable {name} is not set{(file is null ? "" : $", and {file} does not hold it")}. Set it for the process that runs the connector.");

    internal static UnresolvedReferenceException DefaultNotAllowed(string reference) => new(reference,
        $"{reference} cannot be resolved: Kafka Connect knows no defaults in references. Write the variable's name alone.");

    internal static UnresolvedReferenceException KeyNotInFile(string reference, string path, string key) => new(reference,
        $"{reference} cannot be resolved: the properties file {path} has no key '{key}'.");

    internal static UnresolvedReferenceException Unreadable(string reference, string path, Exception inner) => new(reference,
        $"{reference} cannot be resolved: {path} cannot be read ({inner.GetType().Name}).", inner);

    internal static UnresolvedReferenceException NoPath(string reference) => new(reference,
        $"{reference} cannot be resolved: it needs a path and a key, as in ${{file:/etc/secrets.properties:password}} or ${{dir:/etc/secrets:password}}.");

    internal static UnresolvedReferenceException LeavesFolder(string reference) => new(reference,
        $"{reference} cannot be resolved: the key of a dir reference is the name of a file in that folder, without a path.");

    internal static UnresolvedReferenceException UnknownProvider(string reference, string provider) => new(reference,
        $"{reference} cannot be resolved: there is no config provider '{provider}' here; env, file and dir are there.");
}
