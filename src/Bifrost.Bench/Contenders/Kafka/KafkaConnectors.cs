using System.Globalization;
using Bifrost.Bench.Databases;
using Bifrost.Replication.Engine;

namespace Bifrost.Bench.Contenders.Kafka;

/// <summary>
/// One Debezium source and a Debezium JDBC sink for each replica, as somebody sets them up who knows their keys: large batches on every stage, one statement of many
/// rows for each batch, compressed topics, and no wait that is not needed. The converter is the worker's own, JSON with schemas.
/// </summary>
/// <param name="name">Of connectors, topics and slot. One that was used before would go on where that ended.</param>
/// <param name="beside">Tables beside <c>orders</c>.</param>
internal sealed class KafkaConnectors(string name, RunDatabases databases, IReadOnlyList<SideTable> beside)
{
    public const string SourceClass = "io.debezium.connector.postgresql.PostgresConnector";

    public const string SinkClass = "io.debezium.connector.jdbc.JdbcSinkConnector";

    /// <summary>Ten times the default of 500: from there on larger batches gain nothing, as the templates' sinks have it too.</summary>
    private const string SinkBatchRows = "5000";

    private IEnumerable<string> Tables => beside.Select(static table => table.Name).Prepend(MarkTable.Name).Prepend(OrdersTable.Name);

    /// <summary>Every connector with its configuration, the source first.</summary>
    public IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Config)> All => [($"{name}_source", Source()), .. databases.Replicas.Select((replica, number) => ($"{name}_sink_{number}", Sink(replica.Endpoint)))];

    /// <remarks>
    /// The queue holds four batches, as by default, and a batch four times the default's rows. By default a batch that is not full waits half a second
    /// (<c>poll.interval.ms</c>): small transactions would be judged by that alone.
    /// </remarks>
    private Dictionary<string, string> Source()
    {
        var database = databases.Source.Endpoint;
        return new Dictionary<string, string>
        {
            ["connector.class"] = SourceClass,
            ["tasks.max"] = "1",
            ["database.hostname"] = database.Host,
            ["database.port"] = database.Port.ToString(CultureInfo.InvariantCulture),
            ["database.dbname"] = database.Database,
            ["database.user"] = database.User,
            ["database.password"] = Password(database),
            ["database.sslmode"] = database.SslMode,
            ["topic.prefix"] = name,
            ["table.include.list"] = string.Join(',', Tables.Select(static table => $"public.{table}")),
            ["plugin.name"] = "pgoutput",
            ["publication.name"] = name,
            ["publication.autocreate.mode"] = "filtered",
            ["slot.name"] = name,
            ["snapshot.mode"] = "initial",
            ["tombstones.on.delete"] = "true",
            ["decimal.handling.mode"] = "precise",
            ["time.precision.mode"] = "adaptive",
            ["max.batch.size"] = "8192",
            ["max.queue.size"] = "32768",
            ["poll.interval.ms"] = "20",
            ["producer.override.compression.type"] = "lz4",
            ["producer.override.batch.size"] = "262144",
        };
    }

    /// <remarks>
    /// The reduction buffer leaves one change of each key in a batch. Without it an insert of many rows (<c>reWriteBatchedInserts</c>) fails with upserts
    /// as soon as a batch holds a key twice. Topics are listed: by a pattern, a new one is found minutes later.
    /// </remarks>
    private Dictionary<string, string> Sink(DatabaseEndpoint database) => new()
    {
        ["connector.class"] = SinkClass,
        ["tasks.max"] = "1",
        ["topics"] = string.Join(',', Tables.Select(table => $"{name}.public.{table}")),
        ["connection.url"] = string.Create(CultureInfo.InvariantCulture, $"jdbc:postgresql://{database.Host}:{database.Port}/{database.Database}?reWriteBatchedInserts=true&sslmode={database.SslMode}"),
        ["connection.username"] = database.User,
        ["connection.password"] = Password(database),
        ["collection.name.format"] = "${source.schema}.${source.table}",
        ["insert.mode"] = "upsert",
        ["primary.key.mode"] = "record_key",
        ["delete.enabled"] = "true",
        ["schema.evolution"] = "none",
        ["use.reduction.buffer"] = "true",
        ["batch.size"] = SinkBatchRows,
        ["consumer.override.max.poll.records"] = SinkBatchRows,
        ["consumer.override.max.partition.fetch.bytes"] = "8388608",
    };

    private static string Password(DatabaseEndpoint database) => $"${{env:{BenchKafka.PasswordVariable(database)}}}";
}
