namespace Bifrost.Worker.Storage;

/// <summary>A state file cannot be taken for state.</summary>
internal sealed class StateFileException : Exception
{
    private StateFileException(string message, bool isTooNew)
        : base(message) => IsTooNew = isTooNew;

    /// <summary>A newer Bifrost wrote it: going on without it would lose what it says.</summary>
    public bool IsTooNew { get; }

    public static StateFileException Foreign(string path) => new($"{path} is not a state file of this worker.", isTooNew: false);

    public static StateFileException Torn(string path) => new($"{path} is damaged: its content does not fit its checksum.", isTooNew: false);

    public static StateFileException TooNew(string path, int version, int known) =>
        new($"{path} has format version {version}; this worker knows versions up to {known}. A newer Bifrost wrote it: start that one, or give this worker another state folder.", isTooNew: true);
}
