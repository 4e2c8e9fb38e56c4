namespace Bifrost.Replication.Changes;

/// <summary>One change inside a source transaction, in the order in which the source made it. The set of kinds is closed.</summary>
public abstract record Change
{
    private protected Change()
    {
    }
}

/// <summary>A row was inserted. <paramref name="New"/> has one value per column of the relation, none of them missing.</summary>
public sealed record RowInserted(Relation Relation, ColumnValue[] New) : Change;

/// <summary>A row was updated.</summary>
/// <param name="Old">The old image, or null where the replica identity did not change and is not FULL. See <paramref name="OldImage"/> for what it holds.</param>
/// <param name="New">One value per column; an unchanged TOAST value is missing.</param>
public sealed record RowUpdated(Relation Relation, OldImage OldImage, ColumnValue[]? Old, ColumnValue[] New) : Change;

/// <summary>A row was deleted. <paramref name="Old"/> holds what <paramref name="OldImage"/> says.</summary>
public sealed record RowDeleted(Relation Relation, OldImage OldImage, ColumnValue[] Old) : Change;

/// <summary>Tables were truncated by one statement.</summary>
public sealed record TablesTruncated(IReadOnlyList<Relation> Relations, bool Cascade, bool RestartIdentity) : Change;

/// <summary>A transactional logical decoding message (<c>pg_logical_emit_message</c>).</summary>
public sealed record LogicalMessage(string Prefix, ReadOnlyMemory<byte> Content) : Change;

/// <summary>What an old image holds.</summary>
public enum OldImage
{
    /// <summary>Nothing was sent.</summary>
    None,

    /// <summary>The replica identity's columns only; the others are placeholders, not NULLs (pgoutput's <c>K</c>).</summary>
    Key,

    /// <summary>The whole row (pgoutput's <c>O</c>, REPLICA IDENTITY FULL).</summary>
    Full,
}
