namespace Bifrost.Torture;

/// <summary>Something that must never be was seen.</summary>
internal sealed class Violation(string message) : Exception(message);
