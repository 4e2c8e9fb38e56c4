using Bifrost.Bench.Contenders;

namespace Bifrost.Bench.Report;

/// <summary>A contender that was asked for and took no part in a workload.</summary>
/// <param name="Reason">A clause.</param>
public sealed record LeftOut(Contender Contender, string Reason);
