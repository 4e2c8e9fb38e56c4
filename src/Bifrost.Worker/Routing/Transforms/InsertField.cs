using Bifrost.Replication.Routing;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing.Transforms;

/// <summary><c>org.apache.kafka.connect.transforms.InsertField$Value</c>: a constant or the topic as one more field. <c>!</c> and <c>?</c> after a name say whether it may be null, which makes no difference here.</summary>
internal sealed class InsertField(string prefix, IReadOnlyList<(string Field, string? Constant)> fields) : IRecordTransform
{
    private static readonly string[] BrokerFacts = ["partition.field", "offset.field", "timestamp.field"];

    public static InsertField Parse(ConfigValues config, string prefix)
    {
        foreach (var key in BrokerFacts)
        {
            if (config.Text(prefix + key) is not null)
                throw ConnectorConfigException.Refused(prefix + key, "partitions, offsets and record timestamps are Kafka's; nothing passes through Kafka here. For the commit's time use ExtractNewRecordState with add.fields=source.ts_ms.");
        }

        var fields = new List<(string, string?)>();
        if (config.Text(prefix + "topic.field") is { } topic)
            fields.Add((Bare(topic), null));
        if (config.Text(prefix + "static.field") is { } constant)
            fields.Add((Bare(constant), config.All.GetValueOrDefault(prefix + "static.value") ?? throw ConnectorConfigException.Missing(prefix + "static.value")));
        return fields.Count > 0 ? new InsertField(prefix, fields) : throw ConnectorConfigException.Refused(prefix + "type", "InsertField names no field: write static.field and static.value, or topic.field.");
    }

    public RecordShape Apply(RecordShape record) => record.IsEnvelope
        ? record
        : record with
        {
            Value =
            [
                .. record.Value.Where(field => fields.All(inserted => inserted.Field != field.Name)),
                .. fields.Select(field => new RecordField(field.Field, new ColumnOrigin.Constant(field.Constant ?? record.Topic, "text"))),
            ],
        };

    public string? WarningFor(RecordShape record) => record.IsEnvelope
        ? $"{prefix}type: InsertField has no effect here, as on Kafka Connect: the value is still the change envelope. Put ExtractNewRecordState before it."
        : null;

    private static string Bare(string field) => field.TrimEnd('!', '?');
}
