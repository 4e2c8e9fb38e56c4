using System.Globalization;

namespace Bifrost.Replication.Changes;

/// <summary>A position in the source's write-ahead log, printed as PostgreSQL's <c>pg_lsn</c> prints it (<c>16/B374D848</c>).</summary>
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
{
    /// <summary>No position: <c>0/0</c>.</summary>
    public static readonly Lsn None;

    /// <summary>Reads <c>XXXXXXXX/XXXXXXXX</c> (hexadecimal, either half one to eight digits).</summary>
    /// <exception cref="FormatException">The text is not a position.</exception>
    public static Lsn Parse(string text) =>
        TryParse(text, out var lsn) ? lsn : throw new FormatException($"'{text}' is not an LSN: expected two hexadecimal numbers joined by '/', such as 16/B374D848.");

    public static bool TryParse(string? text, out Lsn lsn)
    {
        lsn = None;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0
            || !uint.TryParse(text.AsSpan(0, slash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !uint.TryParse(text.AsSpan(slash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
            return false;
        lsn = new Lsn(((ulong)high << 32) | low);
        return true;
    }

    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value >> 32:X}/{(uint)Value:X}");

    /// <summary>Bytes of WAL between two positions; negative where <paramref name="right"/> is the later one.</summary>
    public static long operator -(Lsn left, Lsn right) => unchecked((long)(left.Value - right.Value));

    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;
    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;
    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;
    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;
}
