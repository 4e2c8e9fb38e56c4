using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Shell;

/// <summary>A topology in a folder of its own, and a Connect cluster in memory that it names.</summary>
internal sealed class ScratchProject : IDisposable
{
    public const string Topology =
        """
        name: asgard
        clusters:
          embedded:
            kind: embedded
            url: ${env:BIFROST_EMBEDDED_URL:-http://127.0.0.1:8083}
          kafka:
            kind: kafka-connect
            url: ${env:BIFROST_KAFKA_URL:-http://127.0.0.1:18083}
        sources:
          thor:
            connection:
              host: ${env:THOR_HOST}
              database: ${env:THOR_DATABASE}
              user: ${env:THOR_USER}
              password: ${env:THOR_PASSWORD}
            tables:
              - raw.*
        targets:
          mjolnir:
            connection:
              host: ${env:MJOLNIR_HOST}
              database: ${env:MJOLNIR_DATABASE}
              user: ${env:MJOLNIR_USER}
              password: ${env:MJOLNIR_PASSWORD}
        """;

    public ScratchProject(string topology = Topology)
    {
        Folder = Directory.CreateTempSubdirectory("bifrost-cli-").FullName;
        File.WriteAllText(Path.Combine(Folder, "bifrost.yml"), topology + "\n");
    }

    public string Folder { get; }

    public StubConnect Cluster { get; } = new();

    public Task<RunResult> RunAsync(params string[] arguments) =>
        CommandLineRun.InAsync(Folder, new Dictionary<string, string> { ["BIFROST_EMBEDDED_URL"] = Cluster.Url.ToString(), ["BIFROST_KAFKA_URL"] = Cluster.Url.ToString() }, arguments);

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Folder, path), text);

    /// <summary>Templates of few keys, in <c>small/</c>: what is printed of them stays the same when the built-in ones change.</summary>
    public void WriteSmallTemplates()
    {
        SmallTemplate("debezium-postgres-source", """
            "connector.class": "io.debezium.connector.postgresql.PostgresConnector", "database.password": {{json database.password}}, "topic.prefix": {{json topicPrefix}},
            """);
        SmallTemplate("debezium-jdbc-sink-postgres", """
            "connector.class": "io.debezium.connector.jdbc.JdbcSinkConnector", "connection.password": {{json database.password}}, "topics.regex": {{json topicsRegex}},
            "tombstones": {{json route.deletes}}, {{#each converter}}{{json key}}: {{json value}},{{/each}}
            """);
    }

    private void SmallTemplate(string name, string keys)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "small", name)).FullName;
        File.WriteAllText(Path.Combine(folder, "parameters.schema.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "connector.json.hbs"), $$$"""{ "name": {{json name}}, "config": { {{{keys}}} "bifrost.topology": {{json topology}} } }""");
    }

    public void Dispose()
    {
        Cluster.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
