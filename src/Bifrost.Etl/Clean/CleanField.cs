using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Clean;

/// <summary>
/// A published field as it is cleaned. One object stands for all fields of a column that are spelt alike: what is dear about it (case, accents, encoding) is done once.
/// </summary>
/// <param name="text">The text of a <c>text</c> column; null for blank.</param>
/// <param name="number">A year, month or total; a flag as 1, 0, and null for blank.</param>
/// <param name="value">Where the profile counts the rows of this value.</param>
internal sealed class CleanField(EtlColumn column, string? text, int? number, ValueTally value)
{
    public string? Text => text;

    public int? Number => number;

    public ValueTally Value => value;

    /// <summary>The field in PostgreSQL's binary COPY format: its length in four bytes (-1 for null), and the value.</summary>
    public byte[] Copied { get; } = Copy(column, text, number);

    /// <summary>The value as the profile names it; null for blank.</summary>
    public static string? NameOf(EtlColumn column, string? text, int? number) => column.SqlType switch
    {
        "text" => text,
        "boolean" => number is { } flag ? flag == 1 ? "true" : "false" : null,
        _ => number?.ToString(CultureInfo.InvariantCulture),
    };

    private static byte[] Copy(EtlColumn column, string? text, int? number) => (column.SqlType, text, number) switch
    {
        ("text", { } value, _) => WithLength(Encoding.UTF8.GetBytes(value)),
        ("smallint", _, { } value) => WithLength([(byte)(value >> 8), (byte)value]),
        ("integer", _, { } value) => WithLength([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]),
        ("boolean", _, { } value) => WithLength([(byte)value]),
        _ => [0xFF, 0xFF, 0xFF, 0xFF],
    };

    private static byte[] WithLength(ReadOnlySpan<byte> value)
    {
        var copied = new byte[sizeof(int) + value.Length];
        BinaryPrimitives.WriteInt32BigEndian(copied, value.Length);
        value.CopyTo(copied.AsSpan(sizeof(int)));
        return copied;
    }
}
