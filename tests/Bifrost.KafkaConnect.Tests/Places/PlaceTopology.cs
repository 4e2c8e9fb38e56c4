namespace Bifrost.KafkaConnect.Tests.Places;

/// <summary>The text of a test's <c>bifrost.yml</c>: one source, some targets, one cluster called <c>kafka</c>; databases by name, the rest by <c>TEST_*</c>.</summary>
internal static class PlaceTopology
{
    /// <param name="id">Name of topology, source, publication and slot.</param>
    /// <param name="converter"><c>json</c> or <c>avro</c>.</param>
    /// <param name="targets">Names and databases.</param>
    public static string Of(string id, string converter, string sourceDatabase, IEnumerable<(string Name, string Database)> targets) => $$"""
        name: {{id}}
        clusters:
          kafka:
            kind: kafka-connect
            url: ${env:BIFROST_KAFKA_URL}
            bootstrap: ${env:BIFROST_KAFKA_BOOTSTRAP}
            versions:
              debezium: 3.6.0.Final
              kafka: 4.3.0
            converter: {{converter}}
        converters:
          avro:
            kind: avro
            flavour: apicurio
            registry: ${env:SCHEMA_REGISTRY_URL}
        sources:
          {{id}}:
            connection:{{Connection(sourceDatabase)}}
            tables:
              - app.*
            publication:
              name: {{id}}
              autocreate: filtered
            slot: {{id}}
            heartbeat: 1s
        targets:
        {{string.Concat(targets.Select(static target => $"  {target.Name}:\n    connection:{Connection(target.Database)}\n"))}}
        """;

    private static string Connection(string database) => string.Concat(
        new[] { "host: ${env:TEST_HOST}", "port: ${env:TEST_PORT}", $"database: {database}", "user: ${env:TEST_USER}", "password: ${env:TEST_PASSWORD}" }.Select(static line => $"\n      {line}"));
}
