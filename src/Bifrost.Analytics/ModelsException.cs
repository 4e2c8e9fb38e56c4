namespace Bifrost.Analytics;

/// <summary>Models could not be built, tested or compiled; the message says what is wrong, where, why, and what to do. It holds no row value and no password.</summary>
public sealed class ModelsException(string message, Exception? inner = null) : Exception(message, inner);
