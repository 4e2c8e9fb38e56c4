using Bifrost.Replication.Engine;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Connectors;

/// <summary>From a Debezium JDBC sink's keys to what the engine needs.</summary>
internal static class SinkConfig
{
    public const string Class = "io.debezium.connector.jdbc.JdbcSinkConnector";

    private static readonly Dictionary<string, ErrorsTolerance> Tolerances = new()
    {
        ["none"] = ErrorsTolerance.None,
        ["all"] = ErrorsTolerance.All,
    };

    /// <exception cref="ConnectorConfigException">A key is missing, or its value means nothing.</exception>
    public static SinkSettings Parse(string connector, ConfigValues config)
    {
        var settings = new SinkSettings
        {
            Connector = connector,
            Database = JdbcUrl.Parse(config.Required(JdbcUrl.Key)).ToEndpoint(config.Text("connection.username"), config.Text("connection.password")),
            Tolerance = config.Choice("errors.tolerance", ErrorsTolerance.None, Tolerances),
        };
        // Debezium's own default of 500 is for one JDBC batch; the engine's default is kept unless the user says a number.
        return config.Text("batch.size") is null ? settings : settings with { BatchRows = Math.Max(1, config.Number("batch.size", settings.BatchRows)) };
    }

    /// <summary>The schema of target tables whose name has none.</summary>
    public static string DefaultSchema(ConfigValues config) => JdbcUrl.Parse(config.Required(JdbcUrl.Key)).Schema;
}
