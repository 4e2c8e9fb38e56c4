namespace Bifrost.Etl.Rejects;

/// <summary>Why a line is rejected.</summary>
/// <param name="Column">The column at fault; null where it is the whole line.</param>
/// <param name="Reason">The sentence of the reject file; it may show the value.</param>
internal sealed record Rejection(RejectKind Kind, string? Column, string Reason)
{
    public static Rejection Quotes { get; } = new(RejectKind.Quotes, null, "the quotes do not pair");

    public static Rejection FieldCount(int fields, int expected) => new(RejectKind.FieldCount, null, $"{fields} fields where the header has {expected}");
}
