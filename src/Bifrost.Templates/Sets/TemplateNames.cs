using Bifrost.Topology;

namespace Bifrost.Templates.Sets;

/// <summary>Which template a part of the topology is rendered with.</summary>
internal static class TemplateNames
{
    public const string PostgresSource = "debezium-postgres-source";
    public const string JdbcSinkPostgres = "debezium-jdbc-sink-postgres";
    public const string JdbcSinkMysql = "debezium-jdbc-sink-mysql";
    public const string ConfluentSink = "confluent-jdbc-sink";

    public static IReadOnlyList<string> All { get; } = [PostgresSource, JdbcSinkPostgres, JdbcSinkMysql, ConfluentSink];

    public static string For(Source source) => source.Connector switch
    {
        SourceConnector.DebeziumPostgres => PostgresSource,
        _ => throw new ArgumentOutOfRangeException(nameof(source), source.Connector, "No template is known for this connector."),
    };

    public static string For(Target target) => (target.Connector, target.Dialect) switch
    {
        (TargetConnector.ConfluentJdbc, _) => ConfluentSink,
        (_, Dialect.Postgres) => JdbcSinkPostgres,
        _ => JdbcSinkMysql,
    };
}
