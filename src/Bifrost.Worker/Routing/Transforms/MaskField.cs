using Bifrost.Replication.Routing;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing.Transforms;

/// <summary><c>org.apache.kafka.connect.transforms.MaskField$Value</c> with a <c>replacement</c>: NULL stays NULL, every other value becomes the replacement.</summary>
internal sealed class MaskField(string prefix, IReadOnlySet<string> fields, string replacement) : IRecordTransform
{
    public static MaskField Parse(ConfigValues config, string prefix)
    {
        var fields = config.List(prefix + "fields");
        if (fields.Count == 0)
            throw ConnectorConfigException.Missing(prefix + "fields");
        return new MaskField(prefix, fields.ToHashSet(StringComparer.Ordinal), config.All.GetValueOrDefault(prefix + "replacement")
            ?? throw ConnectorConfigException.Refused(prefix + "replacement", "the embedded worker masks with a text that is written here; what Kafka Connect writes without it depends on the type of the field ('' or 0). Write that value."));
    }

    public RecordShape Apply(RecordShape record) => record.IsEnvelope
        ? record
        : record with { Value = [.. record.Value.Select(field => fields.Contains(field.Name) ? field with { Origin = Mask(field.Origin) } : field)] };

    public string? WarningFor(RecordShape record) => record.IsEnvelope
        ? $"{prefix}type: MaskField HIDES NOTHING here, as on Kafka Connect: the value is still the change envelope. Put ExtractNewRecordState before it."
        : null;

    private ColumnOrigin Mask(ColumnOrigin origin) => origin switch
    {
        ColumnOrigin.FromSource source => new ColumnOrigin.Masked(source.Column, replacement),
        ColumnOrigin.Masked masked => masked with { Replacement = replacement },
        ColumnOrigin.Constant { Text: null } => origin,
        ColumnOrigin.Constant constant => constant with { Text = replacement },
        _ => new ColumnOrigin.Constant(replacement, "text"),
    };
}
