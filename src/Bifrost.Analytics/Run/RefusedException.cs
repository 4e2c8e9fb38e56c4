namespace Bifrost.Analytics.Run;

/// <summary>A relation is not built, for a reason that its result tells.</summary>
internal sealed class RefusedException(string message) : Exception(message);
