using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing.Transforms;

/// <summary>The transforms of one connector, in the order of its <c>transforms</c> key.</summary>
internal sealed class TransformChain
{
    private readonly IReadOnlyList<IRecordTransform> _transforms;

    private TransformChain(IReadOnlyList<IRecordTransform> transforms) => _transforms = transforms;

    /// <summary>The chain can change a record's topic.</summary>
    public bool Renames => _transforms.Any(static transform => transform is RegexRouter);

    /// <exception cref="ConnectorConfigException">A transform is not supported, or its keys are wrong.</exception>
    public static TransformChain Parse(ConfigValues config, string topicPrefix) =>
        new([.. config.List("transforms").Select(alias => Parse(config, alias, topicPrefix))]);

    public RecordShape Apply(RecordShape record) => _transforms.Aggregate(record, static (shape, transform) => transform.Apply(shape));

    /// <summary>What a user should know, in order.</summary>
    public IEnumerable<string> WarningsFor(RecordShape record)
    {
        foreach (var transform in _transforms)
        {
            if (transform.WarningFor(record) is { } warning)
                yield return warning;
            record = transform.Apply(record);
        }
    }

    /// <summary>The topic that the chain makes of one, whatever the record.</summary>
    public string Rename(string topic) => _transforms.OfType<RegexRouter>().Aggregate(topic, static (name, router) => router.Rename(name));

    private static IRecordTransform Parse(ConfigValues config, string alias, string topicPrefix)
    {
        var prefix = $"transforms.{alias}.";
        if (config.Text(prefix + "predicate") is not null)
            throw ConnectorConfigException.Refused(prefix + "predicate", "predicates decide record by record, and the embedded worker routes tables. Run this connector on Kafka Connect, or leave the predicate out.");
        return config.Required(prefix + "type") switch
        {
            "org.apache.kafka.connect.transforms.RegexRouter" or "RegexRouter" => RegexRouter.Parse(config, prefix),
            "io.debezium.transforms.ExtractNewRecordState" or "ExtractNewRecordState" => ExtractNewRecordState.Parse(config, prefix, topicPrefix),
            "org.apache.kafka.connect.transforms.ReplaceField$Value" or "ReplaceField$Value" => ReplaceField.Parse(config, prefix, ofKey: false),
            "org.apache.kafka.connect.transforms.ReplaceField$Key" or "ReplaceField$Key" => ReplaceField.Parse(config, prefix, ofKey: true),
            "org.apache.kafka.connect.transforms.MaskField$Value" or "MaskField$Value" => MaskField.Parse(config, prefix),
            "org.apache.kafka.connect.transforms.InsertField$Value" or "InsertField$Value" => InsertField.Parse(config, prefix),
            var other => throw ConnectorConfigException.Refused(prefix + "type",
                $"the embedded worker has no transform '{other}'; it has RegexRouter, ExtractNewRecordState, ReplaceField, MaskField$Value and InsertField$Value. Run this connector on Kafka Connect, or leave the transform out."),
        };
    }
}
