namespace Bifrost.Catalogs;

/// <summary>What the embedded worker does with one key of a configuration.</summary>
/// <param name="Reason">Why it has no effect or is refused, as a sentence for the user; empty for an honoured key.</param>
public sealed record KeyClass(KeyKind Kind, string Reason);

/// <summary>What becomes of a key on the embedded worker.</summary>
public enum KeyKind
{
    /// <summary>It does what it says.</summary>
    Honoured,

    /// <summary>It is accepted, and there is nothing to do for it here.</summary>
    NoEffect,

    /// <summary>It would change the result and is not supported: validation refuses it.</summary>
    Refused,

    /// <summary>No catalog knows it: accepted with a warning, as Connect does.</summary>
    Unknown,
}
