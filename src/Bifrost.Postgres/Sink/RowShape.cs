namespace Bifrost.Postgres.Sink;

/// <summary>One statement, prepared once: the same table, the same operation, the same columns.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Single">SQL for one row; parameters are the row's values in order.</param>
/// <param name="Bulk">SQL for many rows, each parameter a <c>text[]</c> of one column; null where only one row at a time is right.</param>
/// <param name="Identity">Which values tell rows apart: two rows of one bulk statement never share them.</param>
/// <param name="MayMiss">A row that is not there is no fault (<c>insert.mode=update</c>, deletes).</param>
/// <param name="MaySkip">A row that is not written was skipped by a trigger or rule of the target: inserts, but for those that leave a row of the same key as it is.</param>
internal sealed record RowShape(RowKind Kind, string Single, string? Bulk, IReadOnlyList<int> Identity, bool MayMiss, bool MaySkip = false);

internal enum RowKind
{
    Insert,
    Upsert,
    Update,
    Delete,

    /// <summary>A delete whose row came and went within one batch.</summary>
    DeleteAgain,
}
