namespace Bifrost.Topology.Shapes;

/// <summary>The fields of a source.</summary>
internal static class SourceShape
{
    public static MapShape Fields { get; } = new("a source",
    [
        new("connector", Texts.OneOf("debezium-postgres"), "The connector that reads it.", Default: "debezium-postgres"),
        new("name", Texts.ConnectorName, "Name of the connector.", Default: "{name}-source"),
        new("connection", ConnectionShape.Fields, "The database that is read.", Required: true),
        new("schemas", Filter("schemas", Texts.Schema), "Schemas to capture: a list, or include and exclude."),
        new("tables", Filter("tables", Texts.Table), "Tables to capture, as schema.table: a list, or include and exclude."),
        new("columns", new MapShape("a filter of columns", [new("exclude", new ListShape(Texts.Column), "The columns to leave.")]), "Columns to leave, as schema.table.column."),
        new("publication", new MapShape("a publication",
        [
            new("name", Texts.Publication, "Name of the publication.", Default: "bifrost_{name_}"),
            new("autocreate", Texts.OneOf("disabled", "filtered", "all_tables", "no_tables"), "Who makes it: 'disabled' wants it to be there, 'filtered' makes it for the captured tables.", Default: "filtered"),
        ], "name"), "The publication that is read."),
        new("slot", Texts.Slot, "Replication slot; the embedded worker makes one for each sink, with this as the stem.", Default: "bifrost_{name_}"),
        new("topicPrefix", Texts.TopicPrefix, "First part of every topic's name.", Default: "{name}"),
        new("snapshot", Texts.OneOf("initial", "always", "initial_only", "no_data", "when_needed"), "When the rows that are already there are copied.", Default: "initial"),
        new("heartbeat", new MapShape("a heartbeat",
        [
            new("interval", Texts.Duration, "How often; 0s is off.", Default: "10s"),
            new("query", Texts.ForWorker, "SQL that is run on the source at each beat."),
            new("table", Texts.OneTable, "In place of a query: a table on the source, as schema.table, that each beat writes the time to and that every target gets, so that a replica tells how fresh it is; 'bifrost up' makes it."),
        ], "interval"), "Keeps the slot's position moving while the captured tables are quiet."),
        new("decimal", Texts.OneOf("precise", "string", "double"), "How numeric values travel on Kafka; 'string' where bifrost.tables.yml has such columns, which keeps every digit and NaN, 'precise' otherwise, unless set."),
        new("time", Texts.OneOf("adaptive", "adaptive_time_microseconds", "connect", "isostring", "microseconds", "nanoseconds"), "How dates and times travel on Kafka; Confluent's sink needs 'connect'.", Default: "adaptive"),
        new("interval", Texts.OneOf("string", "numeric"), "How intervals travel on Kafka; 'numeric' turns months into hours.", Default: "string"),
        new("keyColumns", new NamedShape("tables", Texts.Table, new ListShape(Texts.Plain)), "Key columns, by schema.table, of tables whose record key is not their primary key."),
        new("state", Texts.State, "State that 'apply' keeps the connector in; unset leaves it to whoever operates the cluster."),
        new("signals", new MapShape("the signals",
        [
            new("table", Texts.OneTable, "The table of signals on the source, as schema.table; 'bifrost up' makes it.", Default: "bifrost.signals"),
            new("topic", Texts.TopicPrefix, "kafka-connect: a topic that signals are read from besides."),
            new("bootstrap", Texts.ForWorker, "kafka-connect: the brokers of that topic as the worker reaches them, host:port."),
        ], "table"), "Where the connector looks for signals, such as those of 'bifrost snapshot'; unset is nowhere."),
        new("topics", new MapShape("the topics",
        [
            new("partitions", Texts.Count, "Partitions of each; -1 is the broker's default.", Default: "-1"),
            new("replication", Texts.Count, "Copies of each partition; -1 is the broker's default.", Default: "-1"),
            new("config", new OverridesShape(), "Settings of each topic, such as cleanup.policy."),
        ]), "How the topics are made; unset leaves it to the broker, which must then make topics by itself."),
        new("config", new OverridesShape(), "Keys of the connector that are set as they are; they win. ~ takes a key out."),
    ]);

    /// <summary>Names to take and names to leave.</summary>
    public static MapShape Filter(string noun, TextShape name) => new($"a filter of {noun}",
    [
        new("include", new ListShape(name), $"The {noun} to take; all where there is none."),
        new("exclude", new ListShape(name), $"The {noun} to leave."),
    ], "include");
}
