using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Parked;

/// <summary>
/// A refused change, whole: all that its write was made of, so that it can be made again without the source. Kept as JSON in <c>bifrost.parked.change</c>; values are PostgreSQL's own
/// text, null is NULL, and a column that was not sent is not there.
/// </summary>
/// <param name="Operation">Debezium's <c>op</c>: an update without an old image would look like an insert.</param>
/// <param name="Relation">The source's table as it was then.</param>
/// <param name="Route">Where the row was to go, by the connectors' configuration of then.</param>
/// <param name="Old">The old image; of a key image the key's columns only; null for none.</param>
/// <param name="New">The new row: what an update sets; null for a delete.</param>
internal sealed record ParkedChange(
    string Operation, Relation Relation, TableRoute Route, OldImage OldImage, IReadOnlyDictionary<string, string?>? Old, IReadOnlyDictionary<string, string?>? New,
    string Database, ulong CommitLsn, uint? Xid, DateTimeOffset CommitTime)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        // jsonb keeps no order of members.
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameOrigins } },
    };

    public static ParkedChange Of(RowWrite row, in RowFacts facts)
    {
        var relation = row.Plan.Relation;
        var (kind, old, now) = row.Change switch
        {
            RowInserted inserted => (OldImage.None, null, inserted.New),
            RowUpdated updated => (updated.OldImage, updated.Old, updated.New),
            RowDeleted deleted => (deleted.OldImage, deleted.Old, null),
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.Change, "Not a change of a row."),
        };
        return new ParkedChange(
            RowJson.Operation(row.Change), relation, row.Plan.Route, kind, Image(relation, old, keyOnly: kind == OldImage.Key), Image(relation, now, keyOnly: false), facts.Database, facts.Lsn.Value, facts.Xid, facts.CommitTime);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ParkedChange Parse(string json) => JsonSerializer.Deserialize<ParkedChange>(json, Json)!;

    [JsonIgnore]
    public RowFacts Facts => new(Database, new Lsn(CommitLsn), Xid, CommitTime, 'r', Deleted: false);

    /// <summary>The change as the stream gave it.</summary>
    public Change ToChange() => Operation switch
    {
        "c" => new RowInserted(Relation, Values(New!)),
        "u" => new RowUpdated(Relation, OldImage, Old is null ? null : Values(Old), Values(New!)),
        _ => new RowDeleted(Relation, OldImage, Values(Old!)),
    };

    private static Dictionary<string, string?>? Image(Relation relation, ColumnValue[]? image, bool keyOnly)
    {
        if (image is null)
            return null;
        var columns = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < image.Length; i++)
        {
            // The other columns of a key image are placeholders.
            if (image[i].Kind != ValueKind.Missing && (!keyOnly || relation.Columns[i].IsKey))
                columns.Add(relation.Columns[i].Name, WrittenColumn.Text(image[i]));
        }

        return columns;
    }

    private ColumnValue[] Values(IReadOnlyDictionary<string, string?> image) => [.. Relation.Columns.Select(column =>
        !image.TryGetValue(column.Name, out var text) ? ColumnValue.Missing : text is null ? ColumnValue.Null : ColumnValue.Text(Encoding.UTF8.GetBytes(text)))];

    private static void NameOrigins(JsonTypeInfo type)
    {
        if (type.Type != typeof(ColumnOrigin))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "kind",
            DerivedTypes =
            {
                new JsonDerivedType(typeof(ColumnOrigin.FromSource), "source"),
                new JsonDerivedType(typeof(ColumnOrigin.Constant), "constant"),
                new JsonDerivedType(typeof(ColumnOrigin.Masked), "masked"),
                new JsonDerivedType(typeof(ColumnOrigin.Fact), "fact"),
            },
        };
    }
}
