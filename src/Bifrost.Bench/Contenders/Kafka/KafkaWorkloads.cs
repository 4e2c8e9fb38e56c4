using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Contenders.Kafka;

/// <summary>Which workloads Debezium, Kafka and JDBC sinks cannot end with equal replicas.</summary>
public static class KafkaWorkloads
{
    /// <summary>Why it is left out, as a clause; null where it is not.</summary>
    public static string? WhyNotOnKafka(this Workload workload) => workload switch
    {
        Workload.Wide => "its updates leave values of 1 MB as they are, and for such Debezium sends a placeholder, which the sink writes over the value",
        Workload.Tpcb => "pgbench_history has no key, and a sink that goes by the records' keys stops there",
        Workload.Etl => "a load is no replication",
        _ => null,
    };
}
