using Bifrost.Etl.Rejects;

namespace Bifrost.Etl.Profiles;

/// <summary>Rows that were rejected for one reason.</summary>
/// <param name="Column">The column at fault; null where it is the whole line.</param>
public sealed record RejectCount(RejectKind Reason, string? Column, long Rows);
