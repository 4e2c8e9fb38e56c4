using System.Text.Json;
using Bifrost.Containers.Tests.Engine;
using Bifrost.Containers.Tests.Projects;
using Bifrost.Stack.Servers;
using Bifrost.Testing.CommandLine;

namespace Bifrost.Containers.Tests.Images;

/// <summary>That the stand-ins keep to the interfaces of docker.io/apache/kafka and quay.io/debezium/connect, with the constants that the compose file gives those.</summary>
[NonParallelizable]
public sealed class KafkaImagesTests
{
    private const string Network = "kafka-images";

    [Test]
    public async Task A_broker_formats_its_volume_once_and_Connect_on_it_serves_its_plugins_by_the_documented_variables()
    {
        var engine = await TestImages.SharedAsync();
        (await engine.DockerAsync("network", "create", Network)).Must();
        await using (var broker = await BrokerAsync(engine))
        {
            await UntilServingAsync(broker);
            var cluster = (await broker.ExecAsync("grep", "cluster.id", "/var/lib/kafka/data/meta.properties")).Must();
            (await engine.DockerAsync("restart", broker.Id)).Must();
            await UntilServingAsync(broker);
            (await broker.ExecAsync("grep", "cluster.id", "/var/lib/kafka/data/meta.properties")).Must().ShouldBe(cluster);
            (await broker.ExecAsync("id", "--user")).Must().ShouldBe("1000");
            (await broker.ExecAsync("grep", "-c", "^group.initial.rebalance.delay.ms=7$\\|^unknown_key-here=x$", "/opt/kafka/config/server.properties")).Must().ShouldBe("2");
            await ConnectOnAsync(engine);
        }

        (await engine.DockerAsync("network", "rm", Network)).Must();
    }

    [Test]
    public async Task Connect_does_not_start_without_the_topics_that_it_must_be_given()
    {
        var engine = await TestImages.SharedAsync();
        var ended = await engine.DockerAsync("run", "--rm", TestImages.Variables["CONNECT_BASE_IMAGE"]);
        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldContain("CONFIG_STORAGE_TOPIC");
    }

    private static Task<Container> BrokerAsync(DockerEngine engine) => Container.RunAsync(engine, [
        "--network", Network, "--name", "kafka", "--cap-drop", "ALL", .. Set(
            "CLUSTER_ID=YmlmcsO2c3QuYXNnYXJkIQ", "KAFKA_NODE_ID=1", "KAFKA_PROCESS_ROLES=broker,controller", "KAFKA_CONTROLLER_QUORUM_VOTERS=1@kafka:9093", "KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER",
            "KAFKA_LISTENERS=INTERNAL://:9092,CONTROLLER://:9093", "KAFKA_ADVERTISED_LISTENERS=INTERNAL://kafka:9092", "KAFKA_INTER_BROKER_LISTENER_NAME=INTERNAL",
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT", "KAFKA_LOG_DIRS=/var/lib/kafka/data", "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR=1", "KAFKA_HEAP_OPTS=-Xmx256m",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS=7", "KAFKA_UNKNOWN__KEY___HERE=x"),
        TestImages.Variables["KAFKA_IMAGE"],
    ]);

    private static Task UntilServingAsync(Container broker) =>
        broker.UntilAsync("env", "KAFKA_HEAP_OPTS=-Xmx64m", "/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "kafka:9092");

    private static async Task ConnectOnAsync(DockerEngine engine)
    {
        var port = PostgresServer.FreePort();
        await using var connect = await Container.RunAsync(engine, [
            "--network", Network, "--cap-drop", "ALL", "--read-only", "--tmpfs", "/kafka/config:mode=1777", "--tmpfs", "/kafka/data:mode=1777", "--tmpfs", "/kafka/logs:mode=1777", "--tmpfs", "/tmp:exec,mode=1777",
            "--tmpfs", "/run/secrets", "--publish", $"127.0.0.1:{port}:8083", "--env-file", Path.Combine(BifrostFolder.RepositoryRoot(), "docker", "connect", "connect.env"),
            .. Set("BOOTSTRAP_SERVERS=kafka:9092", "ADVERTISED_HOST_NAME=connect", "HEAP_OPTS=-Xmx512m"), TestImages.Variables["CONNECT_BASE_IMAGE"],
        ]);
        await connect.UntilAsync("curl", "-fsS", "http://127.0.0.1:8083/health");
        (await connect.ExecAsync("id", "--user")).Must().ShouldBe("1001");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        (await client.GetStringAsync(new Uri("connectors", UriKind.Relative))).ShouldBe("[]");
        using var plugins = JsonDocument.Parse(await client.GetStringAsync(new Uri("connector-plugins", UriKind.Relative)));
        string[] wanted = ["io.debezium.connector.postgresql.PostgresConnector", "io.debezium.connector.jdbc.JdbcSinkConnector"];
        wanted.ShouldBeSubsetOf(plugins.RootElement.EnumerateArray().Select(static plugin => plugin.GetProperty("class").GetString()!));
        (await connect.ExecAsync("grep", "^group.id\\|^offset.flush.interval.ms", "/kafka/config/connect-distributed.properties")).Must().Split('\n').ShouldBe(["group.id=bifrost", "offset.flush.interval.ms=2000"], ignoreOrder: true);
    }

    private static IEnumerable<string> Set(params string[] variables) => variables.SelectMany(static variable => new[] { "--env", variable });
}
