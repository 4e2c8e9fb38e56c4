using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>What is to be done about one key, after everything that a batch did to it.</summary>
/// <param name="Image">One value per column of the relation; for a delete the old image, of which the key counts.</param>
internal readonly record struct PendingRow(PendingKind Kind, ColumnValue[] Image);

internal enum PendingKind
{
    /// <summary>The target has no such row.</summary>
    Insert,

    /// <summary>It was deleted and inserted again: the target has the row, and every column is known.</summary>
    Upsert,

    /// <summary>Missing values stay as they are on the target.</summary>
    Update,

    Delete,

    /// <summary>It was inserted and deleted again: no row is expected on the target.</summary>
    DeleteAgain,
}
