namespace Bifrost.Stack;

/// <summary>The local stack could not be brought where it was asked to be; the message says what to do.</summary>
public sealed class StackException(string message, Exception? inner = null) : Exception(message, inner);
