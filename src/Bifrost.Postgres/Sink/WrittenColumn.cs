using Bifrost.Postgres.Sink.Bulk;
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
        ColumnOrigin.Fact fact => facts.Text(fact.Of, route),
        _ => Text(image),
    };

    /// <summary>The value as text, of a column that needs no fact of the change.</summary>
    public string? Text(ColumnValue[] image) => Origin switch
    {
        ColumnOrigin.FromSource => Text(image[Source]),
        ColumnOrigin.Masked masked => image[Source].Kind == ValueKind.Null ? null : masked.Replacement,
        ColumnOrigin.Constant constant => constant.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(image), Origin, "Needs more than the row."),
    };

    /// <summary>The same, as one value of a COPY.</summary>
    public void WriteTo(CopyText text, ColumnValue[] image)
    {
        if (Origin is ColumnOrigin.FromSource && image[Source].Kind == ValueKind.Text)
            text.Value(image[Source].Bytes.Span);
        else if (Text(image) is { } value)
            text.Value(value);
        else
            text.Null();
    }

    public static string? Text(ColumnValue value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Text => RawText.Of(value.Bytes.Span),
        _ => throw new ReplicationException(FailureKind.Protocol, $"A column arrived as {value.Kind}, where the sink asked for text. This is a fault in Bifrost."),
    };
}
