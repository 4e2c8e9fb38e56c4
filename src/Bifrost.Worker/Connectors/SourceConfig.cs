using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Connectors;

/// <summary>From a Debezium PostgreSQL source's keys to what the engine needs.</summary>
internal static class SourceConfig
{
    public const string Class = "io.debezium.connector.postgresql.PostgresConnector";

    private const string SelectOverrides = "snapshot.select.statement.overrides";

    private static readonly Dictionary<string, PublicationAutocreate> AutocreateModes = new()
    {
        ["all_tables"] = PublicationAutocreate.AllTables,
        ["disabled"] = PublicationAutocreate.Disabled,
        ["filtered"] = PublicationAutocreate.Filtered,
        ["no_tables"] = PublicationAutocreate.NoTables,
    };

    private static readonly Dictionary<string, SnapshotMode> SnapshotModes = new()
    {
        ["initial"] = SnapshotMode.Initial,
        ["always"] = SnapshotMode.Always,
        ["no_data"] = SnapshotMode.NoData,
        ["initial_only"] = SnapshotMode.InitialOnly,
        ["when_needed"] = SnapshotMode.WhenNeeded,
    };

    /// <exception cref="ConnectorConfigException">A key is missing, or its value means nothing.</exception>
    public static SourceSettings Parse(string connector, ConfigValues config) => new()
    {
        Connector = connector,
        Database = Endpoint(config),
        TopicPrefix = config.Required("topic.prefix"),
        SlotName = config.Text("slot.name") ?? "debezium",
        PublicationName = config.Text("publication.name") ?? "dbz_publication",
        PublicationAutocreate = config.Choice("publication.autocreate.mode", PublicationAutocreate.AllTables, AutocreateModes),
        PublishViaPartitionRoot = config.Flag("publish.via.partition.root", otherwise: false),
        SnapshotMode = config.Choice("snapshot.mode", SnapshotMode.Initial, SnapshotModes),
        SnapshotSelects = Selects(config),
        SignalTables = SignalTables(config),
        HeartbeatInterval = config.Milliseconds("heartbeat.interval.ms", 0),
        HeartbeatQuery = config.Text("heartbeat.action.query"),
        KeyColumns = MessageKeys.Parse(config).ToDictionary(static key => key.Table.Replace(@"\.", ".", StringComparison.Ordinal), static key => key.Columns, StringComparer.Ordinal),
        StatusInterval = config.Milliseconds("status.update.interval.ms", 10_000),
        DropSlotOnStop = config.Flag("slot.drop.on.stop", otherwise: false),
    };

    /// <exception cref="ConnectorConfigException">A key is missing, or its value means nothing.</exception>
    public static DatabaseEndpoint Endpoint(ConfigValues config) =>
        new(config.Required("database.hostname"), config.Number("database.port", 5432), config.Required("database.dbname"), config.Required("database.user"), config.Text("database.password"))
        {
            SslMode = SslModes.Check("database.sslmode", config.Text("database.sslmode") ?? "prefer"),
            SslRootCertificate = config.Text("database.sslrootcert"),
            SslCertificate = config.Text("database.sslcert"),
            SslKey = config.Text("database.sslkey"),
        };

    /// <summary>The tables that signals are read from; none where the channel <c>source</c> is not listened to.</summary>
    /// <exception cref="ConnectorConfigException">A name is not <c>schema.table</c>.</exception>
    public static IReadOnlyList<TableName> SignalTables(ConfigValues config)
    {
        const string key = "signal.data.collection";
        var channels = config.List("signal.enabled.channels");
        if (channels.Count > 0 && !channels.Contains("source"))
            return [];
        return [.. config.List(key).Select(static name => name.Split('.') is [{ Length: > 0 } schema, { Length: > 0 } table]
            ? new TableName(schema, table)
            : throw ConnectorConfigException.Wrong(key, name, "schema.table is expected."))];
    }

    private static Dictionary<string, string> Selects(ConfigValues config) => config.List(SelectOverrides)
        .ToDictionary(static table => table, table => config.Required($"{SelectOverrides}.{table}"), StringComparer.Ordinal);
}
