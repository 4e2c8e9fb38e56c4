namespace Bifrost.Replication.Changes;

/// <summary>One column of a row image, as the wire carried it. Three things that must never be taken for each other: a value, NULL, and <i>missing</i>.</summary>
public readonly struct ColumnValue
{
    private ColumnValue(ValueKind kind, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        Bytes = bytes;
    }

    public ValueKind Kind { get; }

    /// <summary>The type's text output (UTF-8) or binary output, by <see cref="Kind"/>; empty for NULL and missing. The memory is owned: it outlives the message that it came in.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public static ColumnValue Null => default;

    /// <summary>An unchanged TOAST value that the source did not send: the target's own value stays.</summary>
    public static ColumnValue Missing => new(ValueKind.Missing, default);

    public static ColumnValue Text(ReadOnlyMemory<byte> utf8) => new(ValueKind.Text, utf8);

    public static ColumnValue Binary(ReadOnlyMemory<byte> bytes) => new(ValueKind.Binary, bytes);
}

/// <summary>How a column travels in a tuple: pgoutput's markers <c>n</c>, <c>u</c>, <c>t</c>, <c>b</c>.</summary>
public enum ValueKind : byte
{
    Null,
    Missing,
    Text,
    Binary,
}
