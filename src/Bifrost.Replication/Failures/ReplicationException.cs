namespace Bifrost.Replication.Failures;

/// <summary>
/// The one failure that the engine throws. Its message says what is wrong, where (sink, table, position), why, and what to do; it holds no row value
/// apart from the key of a refused row, no password, and none of PostgreSQL's DETAIL.
/// </summary>
public sealed class ReplicationException(FailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public FailureKind Kind { get; } = kind;
}
