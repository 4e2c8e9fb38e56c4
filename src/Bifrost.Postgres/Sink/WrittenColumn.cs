using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>A target column and where its value is in a row image.</summary>
/// <param name="Source">Index of the source column in the relation; -1 where the value is no column's.</param>
internal sealed record WrittenColumn(TargetColumn Target, ColumnOrigin Origin, int Source)
{
    public bool IsMissing(ColumnValue[] image) => Source >= 0 && image[Source].Kind == ValueKind.Missing;

    /// <summary>The value as text; null is NULL. Not to be asked for a missing value.</summary>
    public string? Text(ColumnValue[] image, in RowFacts facts, TableRoute route) => Origin switch
    {
        ColumnOrigin.FromSource => Text(image[Source]),
        ColumnOrigin.Masked masked => image[Source].Kind == ValueKind.Null ? null : masked.Replacement,
        ColumnOrigin.Constant constant => constant.Text,
        ColumnOrigin.Fact fact => facts.Text(fact.Of, route),
        _ => throw new ArgumentOutOfRangeException(nameof(image), Origin, "Not an origin of a column."),
    };

    public static string? Text(ColumnValue value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Text => RawText.Of(value.Bytes.Span),
        _ => throw new ReplicationException(FailureKind.Protocol, $"A column arrived as {value.Kind}, where the sink asked for text. This is a fault in Bifrost."),
    };
}
