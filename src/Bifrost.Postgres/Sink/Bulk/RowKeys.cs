using System.IO.Hashing;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>
/// Tells the images of a relation's rows apart by the bytes of their key. A row's key keeps its bytes for as long as no update changes it, so equal rows have equal bytes; two
/// texts of equal value (<c>1.0</c>, <c>1.00</c>) can only be a row that is gone and another one, and deletes are written first.
/// </summary>
/// <param name="columns">Indexes of the key's columns in the relation.</param>
internal sealed class RowKeys(int[] columns) : IEqualityComparer<ColumnValue[]>
{
    public bool Equals(ColumnValue[]? x, ColumnValue[]? y)
    {
        foreach (var column in columns)
        {
            if (!x![column].Bytes.Span.SequenceEqual(y![column].Bytes.Span))
                return false;
        }

        return true;
    }

    public int GetHashCode(ColumnValue[] obj)
    {
        var hash = LongHashOf(obj);
        return (int)(hash ^ (hash >> 32));
    }

    /// <summary>64 bits of the key: two keys of one hash are rare, and only cost a run its length.</summary>
    public ulong LongHashOf(ColumnValue[] image)
    {
        ulong hash = 0;
        foreach (var column in columns)
            hash = XxHash3.HashToUInt64(image[column].Bytes.Span, (long)(hash + 1));
        return hash;
    }

    /// <summary>Every column of the key has a value.</summary>
    public bool IsWhole(ColumnValue[] image)
    {
        foreach (var column in columns)
        {
            if (image[column].Kind != ValueKind.Text)
                return false;
        }

        return true;
    }

    /// <summary>The key is the same in both images; one that was not sent anew is.</summary>
    public bool IsSame(ColumnValue[] old, ColumnValue[] now)
    {
        foreach (var column in columns)
        {
            if (now[column].Kind != ValueKind.Missing && (now[column].Kind != old[column].Kind || !now[column].Bytes.Span.SequenceEqual(old[column].Bytes.Span)))
                return false;
        }

        return true;
    }
}
