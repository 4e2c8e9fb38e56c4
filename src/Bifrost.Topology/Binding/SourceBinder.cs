using System.Globalization;
using Bifrost.Topology.Reading;

namespace Bifrost.Topology.Binding;

internal static class SourceBinder
{
    public static Source Bind(PartView source) => new()
    {
        Name = source.Name,
        ConnectorName = source.Required("name"),
        Connector = SourceConnector.DebeziumPostgres,
        Connection = ConnectionBinder.Bind(source.Part("connection"), Dialect.Postgres),
        Schemas = HeartbeatTableOf(source) is { } beats ? BindFilter(source.Part("schemas")).With(beats.Split('.', 2)[0]) : BindFilter(source.Part("schemas")),
        Tables = HeartbeatTableOf(source) is { } table ? BindFilter(source.Part("tables")).With(table) : BindFilter(source.Part("tables")),
        ExcludedColumns = source.Part("columns").List("exclude"),
        Publication = new Publication(source.Part("publication").Required("name"), source.Part("publication").Required("autocreate")),
        Slot = source.Required("slot"),
        TopicPrefix = source.Required("topicPrefix"),
        Snapshot = source.Required("snapshot"),
        Heartbeat = new Heartbeat(Durations.Parse(source.Part("heartbeat").Required("interval")), source.Part("heartbeat").Text("query")) { Table = HeartbeatTableOf(source) },
        Decimal = source.Text("decimal"),
        Time = source.Required("time"),
        Interval = source.Required("interval"),
        State = BindState(source),
        Signals = source.Part("signals") is { IsWritten: true } signals ? new Signals(signals.Required("table"), signals.Text("topic"), signals.Text("bootstrap")) : null,
        Topics = source.Part("topics") is { IsWritten: true } topics ? BindTopics(topics) : null,
        KeyColumns = [.. source.Entries("keyColumns").Select(entry => new KeyColumns(entry.Key, Columns(entry.Value)))],
        Config = BindOverrides(source),
    };

    public static string? HeartbeatTableOf(PartView source) => source.Part("heartbeat").Text("table");

    public static NameFilter BindFilter(PartView filter) => new(filter.List("include"), filter.List("exclude"));

    public static IReadOnlyList<ConfigOverride> BindOverrides(PartView part, string field = "config") =>
        [.. part.Entries(field).Select(entry => new ConfigOverride(entry.Key, entry.Value is ScalarNode { IsNull: false } value ? value.Text : null))];

    public static WantedState? BindState(PartView part) => part.Text("state") is { } word ? Enum.Parse<WantedState>(word, ignoreCase: true) : null;

    private static TopicSettings BindTopics(PartView topics) => new(
        int.Parse(topics.Required("partitions"), CultureInfo.InvariantCulture),
        int.Parse(topics.Required("replication"), CultureInfo.InvariantCulture),
        [.. BindOverrides(topics).Where(static one => one.Value is not null)]);

    private static IReadOnlyList<string> Columns(ConfigNode node) => node switch
    {
        ListNode list => [.. list.Items.OfType<ScalarNode>().Select(item => item.Text)],
        ScalarNode one => [one.Text],
        _ => [],
    };
}
