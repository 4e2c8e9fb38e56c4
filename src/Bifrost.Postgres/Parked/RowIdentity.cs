using System.Security.Cryptography;
using System.Text.Json;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Parked;

/// <summary>What tells a row from others of its table, as a digest: short, and no value twice.</summary>
internal static class RowIdentity
{
    /// <summary>Half of a SHA-256: no two rows of one table meet in it.</summary>
    private const int Length = 32;

    /// <summary>The row before the change and after it: one identity, or two where the change moves the key.</summary>
    /// <param name="columns">The source columns that find the row; none give no identity.</param>
    public static IReadOnlyList<string> Of(Change change, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0 || RelationOf(change) is not { } relation)
            return [];
        var indexes = columns.Select(name => IndexOf(relation, name)).ToList();
        // A column of the key was renamed or dropped since: the row cannot be told.
        return indexes.Contains(-1) ? [] : [.. Images(change).Select(image => Digest(indexes, image)).OfType<string>().Distinct()];
    }

    public static Relation? RelationOf(Change change) => change switch
    {
        RowInserted inserted => inserted.Relation,
        RowUpdated updated => updated.Relation,
        RowDeleted deleted => deleted.Relation,
        _ => null,
    };

    private static IEnumerable<ColumnValue[]> Images(Change change) => change switch
    {
        RowInserted inserted => [inserted.New],
        RowUpdated { Old: { } old } updated => [old, Filled(updated.New, old)],
        RowUpdated updated => [updated.New],
        RowDeleted deleted => [deleted.Old],
        _ => [],
    };

    // An unchanged large value of a key is in the old image alone.
    private static ColumnValue[] Filled(ColumnValue[] image, ColumnValue[] old) => [.. image.Select((value, i) => value.Kind == ValueKind.Missing ? old[i] : value)];

    private static string? Digest(List<int> indexes, ColumnValue[] image) => indexes.Exists(i => image[i].Kind == ValueKind.Missing)
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(indexes.Select(i => WrittenColumn.Text(image[i])))))[..Length];

    private static int IndexOf(Relation relation, string name)
    {
        for (var i = 0; i < relation.Columns.Count; i++)
        {
            if (relation.Columns[i].Name == name)
                return i;
        }

        return -1;
    }
}
