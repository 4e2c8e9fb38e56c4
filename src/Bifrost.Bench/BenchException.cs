using Bifrost.Bench.Contenders;

namespace Bifrost.Bench;

/// <summary>A benchmark that could not be brought to its end; the message says why and what to do.</summary>
public sealed class BenchException(string message) : Exception(message)
{
    internal static BenchException NeverLevel(IReplication replication, string workload, TimeSpan limit) => new(
        $"{replication.Contender}, {workload}: the replicas were not level with the source after {limit.TotalMinutes:0} minutes{(replication.Trouble is { } trouble ? $" ({trouble})" : "")}. Try fewer rows with --rows.");

    internal static BenchException Stopped(Contender contender, string reason) => new($"{contender} stopped by itself: {reason}");
}
