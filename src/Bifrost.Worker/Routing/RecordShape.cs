using Bifrost.Replication.Routing;

namespace Bifrost.Worker.Routing;

/// <summary>What the records of one table look like at one point between the source and the sink: what Connect's transforms see and change.</summary>
/// <param name="Topic">Where the record is bound for.</param>
/// <param name="IsEnvelope">The value is still Debezium's envelope; the row's fields are inside it, out of reach of transforms that name fields.</param>
/// <param name="Value">Fields of the row.</param>
/// <param name="Key">Fields of the record key; empty where the table has none.</param>
internal sealed record RecordShape(
    string Topic, bool IsEnvelope, IReadOnlyList<RecordField> Value, IReadOnlyList<RecordField> Key, DeletedRow Deleted, bool Truncates);

internal sealed record RecordField(string Name, ColumnOrigin Origin);

/// <summary>What a deleted row is by now.</summary>
internal enum DeletedRow
{
    /// <summary>A delete event or a tombstone.</summary>
    Deleted,

    /// <summary>Nothing: dropped on the way.</summary>
    Dropped,

    /// <summary>A row that says that it was deleted.</summary>
    Rewritten,

    /// <summary>Such a row, and then a tombstone.</summary>
    RewrittenThenDeleted,
}
