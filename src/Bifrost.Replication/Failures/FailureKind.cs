namespace Bifrost.Replication.Failures;

/// <summary>Why replication could not go on. <see cref="FailurePolicy"/> is the one place that says what is done about each.</summary>
public enum FailureKind
{
    /// <summary>The server is away, starting, out of connections, or chose us as a deadlock's victim: the same call may go through later.</summary>
    Unavailable,

    /// <summary>The slot is in use by another process (SQLSTATE 55006).</summary>
    SlotInUse,

    /// <summary>Credentials or a privilege are missing (SQLSTATE classes 28, 42501).</summary>
    NotAllowed,

    /// <summary>The source's or the target's settings do not permit replication (<c>wal_level</c>, publication, replica identity, missing table).</summary>
    Setup,

    /// <summary>The slot is gone, invalid, or ahead of what the target holds: only a new snapshot mends it.</summary>
    PositionLost,

    /// <summary>Another owner has moved this sink's progress: two workers run the same sink.</summary>
    Fenced,

    /// <summary>The source's table changed in a way that is not followed (rename, type change).</summary>
    SchemaChanged,

    /// <summary>The target refused a row (constraint, type, trigger).</summary>
    RowRefused,

    /// <summary>The stream broke the protocol: a fault in Bifrost or in the server.</summary>
    Protocol,
}
