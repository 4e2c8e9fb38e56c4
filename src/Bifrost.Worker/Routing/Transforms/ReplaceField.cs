using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing.Transforms;

/// <summary><c>org.apache.kafka.connect.transforms.ReplaceField</c>: keeps, leaves out and renames the fields of a value or of a key.</summary>
internal sealed class ReplaceField : IRecordTransform
{
    /// <summary>Fields of the envelope without which the sink could not read it.</summary>
    private static readonly string[] EnvelopeFields = ["before", "after", "source", "op"];

    private readonly string _prefix;
    private readonly bool _ofKey;
    private readonly HashSet<string> _exclude;
    private readonly HashSet<string> _include;
    private readonly Dictionary<string, string> _renames;

    private ReplaceField(string prefix, bool ofKey, IEnumerable<string> exclude, IEnumerable<string> include, Dictionary<string, string> renames)
    {
        _prefix = prefix;
        _ofKey = ofKey;
        _exclude = [.. exclude];
        _include = [.. include];
        _renames = renames;
    }

    public static ReplaceField Parse(ConfigValues config, string prefix, bool ofKey)
    {
        var renames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in config.List(prefix + "renames"))
        {
            var parts = pair.Split(':');
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
                throw ConnectorConfigException.Wrong(prefix + "renames", pair, "a pair old:new is expected.");
            renames[parts[0].Trim()] = parts[1].Trim();
        }

        return new ReplaceField(prefix, ofKey, config.List(prefix + "exclude"), config.List(prefix + "include"), renames);
    }

    public RecordShape Apply(RecordShape record)
    {
        if (_ofKey)
            return record with { Key = Replace(record.Key) };
        if (!record.IsEnvelope)
            return record with { Value = Replace(record.Value) };
        if (BreaksEnvelope())
            throw ConnectorConfigException.Refused(_prefix + "type", "ReplaceField would take fields of the change envelope (before, after, source, op) away, and the sink could not read what is left. Put ExtractNewRecordState before it.");
        return record;
    }

    public string? WarningFor(RecordShape record) =>
        record.IsEnvelope && !_ofKey ? $"{_prefix}type: ReplaceField has no effect here, as on Kafka Connect: the value is still the change envelope. Put ExtractNewRecordState before it." : null;

    private bool BreaksEnvelope() => EnvelopeFields.Any(field => _exclude.Contains(field) || _renames.ContainsKey(field) || (_include.Count > 0 && !_include.Contains(field)));

    private RecordField[] Replace(IReadOnlyList<RecordField> fields) =>
        [.. fields.Where(field => !_exclude.Contains(field.Name) && (_include.Count == 0 || _include.Contains(field.Name)))
            .Select(field => _renames.TryGetValue(field.Name, out var name) ? field with { Name = name } : field)];
}
