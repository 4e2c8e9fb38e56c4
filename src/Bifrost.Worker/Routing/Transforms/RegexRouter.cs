using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing.Transforms;

/// <summary><c>org.apache.kafka.connect.transforms.RegexRouter</c>: where the whole topic matches, its first match is replaced.</summary>
internal sealed class RegexRouter(JavaRegex regex, JavaReplacement replacement) : IRecordTransform
{
    public static RegexRouter Parse(ConfigValues config, string prefix) => new(
        new JavaRegex(prefix + "regex", config.Required(prefix + "regex")),
        new JavaReplacement(prefix + "replacement", config.All.GetValueOrDefault(prefix + "replacement") ?? throw ConnectorConfigException.Missing(prefix + "replacement")));

    public RecordShape Apply(RecordShape record) => record with { Topic = Rename(record.Topic) };

    public string Rename(string topic) => regex.Matches(topic) ? regex.ReplaceFirst(topic, replacement) : topic;
}
