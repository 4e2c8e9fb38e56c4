using System.Globalization;

namespace Bifrost.Stack.Kafka;

/// <summary>The files that the processes are started with. They hold no secret: connectors read those from the worker's environment.</summary>
internal static class KafkaFiles
{
    /// <summary>To the console only, which is the process's log; no file of the distribution's own folder is written to.</summary>
    public const string Logging = """
        <Configuration status="warn">
          <Appenders>
            <Console name="console" target="SYSTEM_ERR"><PatternLayout pattern="[%d] %p %m (%c:%L)%n"/></Console>
          </Appenders>
          <Loggers>
            <Logger name="org.reflections" level="error"/>
            <Root level="info"><AppenderRef ref="console"/></Root>
          </Loggers>
        </Configuration>

        """;

    /// <summary>One node, broker and controller at once; every internal topic with one copy, or it could not be made.</summary>
    public static string Broker(KafkaAddresses at, string data) => string.Create(CultureInfo.InvariantCulture, $"""
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@{KafkaAddresses.Host}:{at.Controller}
        listeners=PLAINTEXT://{at.Bootstrap},CONTROLLER://{KafkaAddresses.Host}:{at.Controller}
        advertised.listeners=PLAINTEXT://{at.Bootstrap}
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=PLAINTEXT
        log.dirs={data}
        num.partitions=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0

        """);

    /// <summary>
    /// JSON with schemas where a connector names no converter; references by <c>env</c> and <c>file</c>; connectors may set their clients' keys
    /// (<c>consumer.override.*</c>). Offsets are written every 2 s: what a crash repeats is that much. Tasks of a
    /// worker that went away are shared out after 2 s; Kafka's five minutes spare a large cluster the moves of a rolling restart.
    /// </summary>
    public static string Connect(KafkaAddresses at, string plugins, string discovery, Uri listen) => $"""
        bootstrap.servers={at.Bootstrap}
        group.id=bifrost
        listeners=http://{listen.Authority}
        rest.advertised.host.name={listen.Host}
        plugin.path={plugins}
        plugin.discovery={discovery}
        key.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter=org.apache.kafka.connect.json.JsonConverter
        config.storage.topic=bifrost-configs
        offset.storage.topic=bifrost-offsets
        status.storage.topic=bifrost-status
        config.storage.replication.factor=1
        offset.storage.replication.factor=1
        offset.storage.partitions=4
        status.storage.replication.factor=1
        status.storage.partitions=2
        offset.flush.interval.ms=2000
        scheduled.rebalance.max.delay.ms=2000
        connector.client.config.override.policy=All
        config.providers=env,file
        config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
        config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider

        """;
}
