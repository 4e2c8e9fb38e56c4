namespace Bifrost.Bench.Contenders;

/// <summary>Whose figures they are.</summary>
public enum Contender
{
    /// <summary>This project's engine, two sinks in this process.</summary>
    Bifrost,

    /// <summary>The control: PostgreSQL's own logical replication, one publication and a subscription per replica, with its defaults.</summary>
    Native,

    /// <summary>Debezium, a broker, Kafka Connect and a Debezium JDBC sink per replica, tuned for this.</summary>
    Kafka,

    /// <summary>The limit of a snapshot: one binary COPY out, as many COPY in as there are replicas, keys built afterwards.</summary>
    CopyPipe,

    /// <summary>The limit of a load: one COPY of the same rows, once they are cleaned, into the same table with its indexes.</summary>
    CopyRows,
}
