using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Cli.Report;

/// <summary>The result of <c>bifrost report</c>.</summary>
/// <param name="Page">Full path of the page.</param>
/// <param name="StarsEqual">Whether the replicas' marts are equal to one another; null where fewer than two could be read.</param>
/// <param name="Findings">What the page begins with, worst first.</param>
internal sealed record ReportResult(string Page, string Topology, DateTimeOffset MadeAt, bool? StarsEqual, IReadOnlyList<ReportedReplica> Replicas, IReadOnlyList<Finding> Findings)
{
    public static ReportResult Of(string page, ReportContent content)
    {
        var groups = StarGroup.Of(content.Replicas);
        return new(page, content.Topology, content.MadeAt, groups.Sum(static group => group.Replicas.Count) < 2 ? null : groups.Count == 1,
            [.. content.Replicas.Select(ReportedReplica.Of)], Analytics.Report.Content.Findings.Of(content));
    }
}

/// <param name="Read">Whether its star could be read.</param>
/// <param name="Reason">Why not; null where it could.</param>
/// <param name="Rows">Rows of its facts.</param>
/// <param name="Fingerprints">A hash over each mart, by its name.</param>
internal sealed record ReportedReplica(string Name, bool Read, string? Reason, long Rows, IReadOnlyDictionary<string, string> Fingerprints, IReadOnlyList<ReportedStanding> Sources)
{
    public static ReportedReplica Of(Replica replica) => new(
        replica.Name, replica.Star is StarRead, (replica.Star as StarUnread)?.Reason, (replica.Star as StarRead)?.Star.Totals.Sum(static fact => fact.Rows) ?? 0,
        (replica.Star as StarRead)?.Star.Fingerprints ?? new Dictionary<string, string>(), [.. replica.Sources.Select(ReportedStanding.Of)]);
}

/// <param name="Behind">Its last heartbeat is older than is allowed; null where its age is not known.</param>
/// <param name="HeartbeatSeconds">Age of the last heartbeat; null where it is not known.</param>
internal sealed record ReportedStanding(string Source, ComparisonVerdict Compared, bool? Behind, double? HeartbeatSeconds, long? LagBytes, string? Position)
{
    public static ReportedStanding Of(SourceStanding standing) => new(
        standing.Source, standing.Comparison.Verdict, standing.Freshness.Age is null ? null : standing.Freshness.IsBehind,
        standing.Freshness.Age is { } age ? Math.Round(age.TotalSeconds, 1) : null, standing.Following.LagBytes, standing.Following.Position ?? standing.Comparison.Position);
}
