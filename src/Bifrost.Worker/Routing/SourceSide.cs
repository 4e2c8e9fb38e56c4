using Bifrost.Replication.Routing;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Routing.Transforms;

namespace Bifrost.Worker.Routing;

/// <summary>What a source's configuration says of its records.</summary>
/// <param name="Tombstones"><c>tombstones.on.delete</c>.</param>
internal sealed record SourceSide(SourceCapture Capture, TransformChain Transforms, SkippedOperations Skipped, bool Tombstones, string Database)
{
    /// <exception cref="ConnectorConfigException">The configuration cannot be carried out.</exception>
    public static SourceSide Parse(ConfigValues config)
    {
        var capture = new SourceCapture(config);
        return new SourceSide(
            capture,
            TransformChain.Parse(config, capture.TopicPrefix),
            Operations(config),
            config.Flag("tombstones.on.delete", otherwise: true),
            config.Required("database.dbname"));
    }

    private static SkippedOperations Operations(ConfigValues config)
    {
        const string key = "skipped.operations";
        return (config.Text(key) ?? "t").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Aggregate(SkippedOperations.None, (all, word) => all | word switch
        {
            "none" => SkippedOperations.None,
            "c" => SkippedOperations.Create,
            "u" => SkippedOperations.Update,
            "d" => SkippedOperations.Delete,
            "t" => SkippedOperations.Truncate,
            _ => throw ConnectorConfigException.Wrong(key, word, "c, u, d, t or none is expected."),
        });
    }
}

/// <summary>What a sink's configuration says of the records that it reads and of the rows that it writes.</summary>
internal sealed record SinkSide(string Connector, SinkSubscription Subscription, TransformChain Transforms, TargetNaming Naming, FieldFilter Fields, SinkRules Rules)
{
    /// <param name="topicPrefix">Of the source that is followed: <c>add.fields=source.name</c> writes it.</param>
    /// <exception cref="ConnectorConfigException">The configuration cannot be carried out.</exception>
    public static SinkSide Parse(string connector, ConfigValues config, string defaultSchema, string topicPrefix) => new(
        connector,
        new SinkSubscription(config),
        TransformChain.Parse(config, topicPrefix),
        new TargetNaming(config, defaultSchema),
        new FieldFilter(config),
        SinkRules.Parse(config));
}
