namespace Bifrost.Bench.Measuring;

/// <summary>What a workload cost besides time.</summary>
/// <param name="ProcessSeconds">Processor time of this process: the sinks where they run here, and for small transactions the writers and the probe too.</param>
/// <param name="ServerSeconds">Processor time of all the servers' processes, for Kafka with those of the broker and of Connect; null where it cannot be read (it comes from <c>/proc</c>).</param>
/// <param name="PeakBytes">The largest working set of this process that was seen.</param>
public sealed record Effort(double ProcessSeconds, double? ServerSeconds, long PeakBytes);
