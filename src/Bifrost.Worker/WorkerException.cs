namespace Bifrost.Worker;

/// <summary>The worker cannot start; the message says why and what to do.</summary>
public sealed class WorkerException(string message, Exception? inner = null) : Exception(message, inner);
