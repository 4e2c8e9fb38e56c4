using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sink;

/// <summary>Rows as JSON, for <c>bifrost.parked</c> and for the one error that may name a key. Values are PostgreSQL's own text; missing ones are left out.</summary>
internal static class RowJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Key(RowWrite row)
    {
        if (row.Plan.MatchesWholeRow || row.Plan.Match.Count == 0)
            return null;
        var image = Image(row.Change, old: true);
        return Write(row.Plan.Match.Select(c => (row.Plan.Relation.Columns[c.Source].Name, image[c.Source])));
    }

    public static string KeyText(RowWrite row) => Key(row) ?? "(none)";

    public static string Row(RowWrite row)
    {
        var image = Image(row.Change, old: false);
        // The other columns of a key image are placeholders.
        var keyOnly = row.Change is RowDeleted { OldImage: OldImage.Key };
        return Write(row.Plan.Relation.Columns.Select((c, i) => (c, i)).Where(c => !keyOnly || c.c.IsKey).Select(c => (c.c.Name, image[c.i])));
    }

    /// <summary>Debezium's <c>op</c>.</summary>
    public static string Operation(Change change) => change switch
    {
        RowInserted => "c",
        RowUpdated => "u",
        _ => "d",
    };

    private static ColumnValue[] Image(Change change, bool old) => change switch
    {
        RowInserted inserted => inserted.New,
        RowUpdated { Old: { } before } when old => before,
        RowUpdated updated => updated.New,
        RowDeleted deleted => deleted.Old,
        _ => [],
    };

    private static string Write(IEnumerable<(string Name, ColumnValue Value)> columns)
    {
        var json = new JsonObject();
        foreach (var (name, value) in columns)
        {
            if (value.Kind != ValueKind.Missing)
                json[name] = WrittenColumn.Text(value);
        }

        return json.ToJsonString(Readable);
    }
}
