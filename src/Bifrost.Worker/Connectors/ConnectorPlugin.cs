using Bifrost.Connect.Contracts;

namespace Bifrost.Worker.Connectors;

/// <summary>A connector class that this worker runs, under the name and version that Kafka Connect would show.</summary>
/// <param name="Version">The Debezium release whose keys and answers are followed.</param>
internal sealed record ConnectorPlugin(string Class, ConnectorType Type, string Version, string TaskClass)
{
    public const string DebeziumVersion = "3.6.0.Final";

    public static readonly ConnectorPlugin Source = new(SourceConfig.Class, ConnectorType.Source, DebeziumVersion, "io.debezium.connector.postgresql.PostgresConnectorTask");

    public static readonly ConnectorPlugin Sink = new(SinkConfig.Class, ConnectorType.Sink, DebeziumVersion, "io.debezium.connector.jdbc.JdbcSinkConnectorTask");

    public static readonly IReadOnlyList<ConnectorPlugin> All = [Sink, Source];

    private const string Suffix = "Connector";

    public string SimpleName => Class[(Class.LastIndexOf('.') + 1)..];

    /// <summary>By full name, simple name, or simple name without <c>Connector</c>; null for a class that is not here.</summary>
    public static ConnectorPlugin? Find(string name) =>
        All.FirstOrDefault(plugin => name == plugin.Class || name == plugin.SimpleName || name + Suffix == plugin.SimpleName);
}
