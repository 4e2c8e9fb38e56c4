using Bifrost.Bench.Measuring;

namespace Bifrost.Bench.Report;

/// <summary>What a benchmark found.</summary>
/// <param name="Rows">Rows of the snapshot.</param>
/// <param name="Processors">Processors that this machine offers: the servers, the writers and the sinks share them.</param>
public sealed record BenchReport(long Rows, int Runs, int Processors, IReadOnlyList<WorkloadReport> Workloads)
{
    /// <summary>Whether every run of every contender ended in equality.</summary>
    public bool Equal => Workloads.All(static workload => workload.Contenders.All(static contender => contender.Equal));

    /// <param name="withKafka">Kafka was asked to take part.</param>
    internal static BenchReport Of(BenchPlan plan, IReadOnlyList<Measurement> measurements, bool withKafka) => new(
        plan.Rows, plan.Runs, Environment.ProcessorCount, [.. plan.Workloads.Order().Select(workload => WorkloadReport.Of(workload, plan.SizeOf(workload), measurements, withKafka))]);
}
