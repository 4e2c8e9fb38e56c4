using System.Text.Json;
using Bifrost.KafkaConnect.Tests.Parity.Cases;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>
/// The <c>bifrost.yml</c> of a run: nothing in it but names, connections and the key of the table that has none, so that what is measured are the defaults.
/// One source and one target take every table; a case that stops either has its own beside them.
/// </summary>
internal static class ParityTopology
{
    private const string Shared = "shared";

    /// <summary>Name of the target that takes a case.</summary>
    public static string TargetOf(ParityCase one, ParityEngine engine) => StopsSink(one, engine) ? "only-" + one.Word : Shared;

    public static bool IsShared(ParityCase one, ParityEngine engine) => TargetOf(one, engine) == Shared;

    /// <summary>Name of the source that a case is captured by; slot, publication and topics are called so too.</summary>
    public static string SourceOf(ParityCase one, string id) => one.Stops == Stops.Source ? $"{id}_{one.Word}" : id;

    /// <param name="id">Name of topology and shared source.</param>
    public static string Of(string id, ParityEngine engine, string source, string replica) =>
        $$"""
        name: {{id}}
        clusters:
          here:
            kind: {{(engine == ParityEngine.Embedded ? "embedded" : "kafka-connect")}}
            url: ${env:PARITY_URL}
            versions: { debezium: 3.6.0.Final, kafka: 4.3.0 }
            converter: {{(engine == ParityEngine.KafkaAvro ? "avro" : "json")}}
        converters:
          avro: { kind: avro, flavour: apicurio, registry: '${env:SCHEMA_REGISTRY_URL}' }
        sources:
        {{Lines(ParityCases.All.GroupBy(one => SourceOf(one, id)).Select(group => Source(group.Key, id, source, group)))}}
        targets:
        {{Lines(ParityCases.All.GroupBy(one => TargetOf(one, engine)).Select(group => Target(group.Key, id, replica, engine, group)))}}

        """;

    private static bool StopsSink(ParityCase one, ParityEngine engine) => one.Stops is Stops.Sink or Stops.Source || (one.Stops == Stops.KafkaSink && engine != ParityEngine.Embedded);

    private static string Source(string name, string id, string database, IEnumerable<ParityCase> cases) =>
        $$"""
          {{name}}:
            connection: {{Connection(database)}}
            {{(name == id ? $"schemas: [app, Other]\n    tables: {{ exclude: {List(ParityCases.All.Where(static one => one.Stops == Stops.Source))} }}" : $"tables: {List(cases)}")}}
            slot: {{name}}
            publication: { name: {{name}} }
            {{(name == id ? "keyColumns: { app.keyed_by_topology: [id] }" : "")}}
        """;

    private static string Target(string name, string id, string database, ParityEngine engine, IEnumerable<ParityCase> cases) =>
        $$"""
          {{name}}:
            name: {{id}}-{{name}}-sink
            source: {{SourceOf(cases.First(), id)}}
            connection: {{Connection(database)}}
            tables: {{(name == Shared ? $"{{ exclude: {List(ParityCases.All.Where(one => TargetOf(one, engine) != Shared && one.Stops != Stops.Source))} }}" : List(cases))}}
        """;

    private static string Lines(IEnumerable<string> parts) => string.Join('\n', parts);

    private static string List(IEnumerable<ParityCase> cases) => JsonSerializer.Serialize(cases.SelectMany(static one => one.Tables).Select(static table => ParityCase.Plain(table).Replace(' ', '?')));

    private static string Connection(string database) => $"{{ host: '${{env:TEST_HOST}}', port: '${{env:TEST_PORT}}', database: {database}, user: '${{env:TEST_USER}}', password: '${{env:TEST_PASSWORD}}' }}";
}
