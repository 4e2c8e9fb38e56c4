using Bifrost.Bench.Contenders;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Measuring;

/// <summary>One contender's figures for one workload of one run.</summary>
/// <param name="Seconds">A snapshot: from its request until every replica shows it. All others: from the writers' last commit until every replica shows it.</param>
/// <param name="Equal">Whether rows and checksum of every replica were the source's afterwards; a time without it means nothing.</param>
public sealed record Measurement(Workload Workload, Contender Contender, int Run, double Seconds, Effort Effort, bool Equal)
{
    /// <summary>From the writers' first statement to their last commit; null for a snapshot.</summary>
    public double? WriterSeconds { get; init; }

    /// <summary>Milliseconds from commit to visible, while the writers wrote; null but for small transactions.</summary>
    public Visibility? Visibility { get; init; }
}

/// <summary>How soon a replica shows a commit, in milliseconds.</summary>
public sealed record Visibility(double P50, double P99);
