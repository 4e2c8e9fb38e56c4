using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sequences;

/// <summary>A sequence of a source, where it stands.</summary>
/// <param name="LastValue">As <c>setval</c> takes it, with <paramref name="IsCalled"/>.</param>
/// <param name="IsCalled">False where no value was drawn yet: <paramref name="LastValue"/> is the next one.</param>
/// <param name="Owner">The column that it numbers; null for a sequence of its own.</param>
public sealed record SourceSequence(TableName Name, long LastValue, bool IsCalled, long Increment, SequenceOwner? Owner);

/// <param name="Table">The table.</param>
/// <param name="Column">Its column.</param>
public sealed record SequenceOwner(TableName Table, string Column);
