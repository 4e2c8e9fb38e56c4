using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Content;

/// <summary>What a reader must know before any figure: whether the replicas can be believed.</summary>
public static class Findings
{
    /// <summary>Faults and differences of each replica first, then what all have in common.</summary>
    public static IReadOnlyList<Finding> Of(ReportContent content)
    {
        var findings = content.Replicas.SelectMany(OfReplica).ToList();
        findings.AddRange(Compared(content.Replicas));
        findings.AddRange(Fresh(content.Replicas));
        findings.AddRange(Stars(content.Replicas));
        findings.AddRange(Reconciled(content.Replicas));
        return [.. findings.OrderByDescending(static finding => finding.Level)];
    }

    private static IEnumerable<Finding> OfReplica(Replica replica)
    {
        if (replica.Star is StarUnread { Reason: var reason })
            yield return new(FindingLevel.Fault, $"{replica.Name} could not be read. {reason}");
        foreach (var standing in replica.Sources)
        {
            if (standing.Freshness.IsBehind)
                yield return new(FindingLevel.Fault, $"{replica.Name} is behind: its last heartbeat from {standing.Source} is {Ages.Of(standing.Freshness.Age!.Value)} old.");
            if (standing.Following is { IsWell: false, Why: { } why })
                yield return new(FindingLevel.Fault, $"{replica.Name}: {why}");
            if (standing.Comparison is { Verdict: ComparisonVerdict.Different, Why: var tables })
                yield return new(FindingLevel.Differs, $"{replica.Name} differs from {standing.Source} in {tables}.");
            if (standing.Comparison is { Verdict: ComparisonVerdict.Failed, Why: var failed })
                yield return new(FindingLevel.Fault, $"{replica.Name} could not be compared with {standing.Source}. {failed}");
        }
    }

    private static IEnumerable<Finding> Compared(IReadOnlyList<Replica> replicas)
    {
        var equal = replicas.Where(static replica => replica.Sources.Count > 0 && replica.Sources.All(static one => one.Comparison.Verdict == ComparisonVerdict.Equal)).Select(static one => one.Name).ToList();
        if (equal.Count > 0)
            yield return new(FindingLevel.Good, $"{Names(equal)} {(equal.Count == 1 ? "equals its" : "equal their")} source, row by row.");
        if (replicas.Any(static replica => replica.Sources.Any(static one => one.Comparison.Verdict == ComparisonVerdict.LeftOut)))
            yield return new(FindingLevel.Open, "The replicas were not compared with their source for this page; `bifrost verify` does so.");
    }

    private static IEnumerable<Finding> Fresh(IReadOnlyList<Replica> replicas)
    {
        var fresh = replicas.Where(static replica => replica.Sources.Count > 0 && replica.Sources.All(static one => one.Freshness is { Age: not null, IsBehind: false })).ToList();
        if (fresh.Count > 0)
            yield return new(FindingLevel.Good, $"{Names(fresh.Select(static one => one.Name))} {(fresh.Count == 1 ? "is" : "are")} fresh: the oldest heartbeat is {Ages.Of(fresh.SelectMany(static one => one.Sources).Max(static one => one.Freshness.Age!.Value))} old.");
        var unknown = replicas.Where(static replica => replica.Star is StarRead).SelectMany(static replica => replica.Sources.Select(standing => (replica.Name, standing.Freshness.Unknown))).Where(static one => one.Unknown is not null);
        foreach (var reason in unknown.GroupBy(static one => one.Unknown))
            yield return new(FindingLevel.Open, $"How fresh {Names(reason.Select(static one => one.Name).Distinct())} {(reason.Select(static one => one.Name).Distinct().Count() == 1 ? "is" : "are")}, is not known. {reason.Key}");
    }

    private static IEnumerable<Finding> Stars(IReadOnlyList<Replica> replicas)
    {
        var groups = StarGroup.Of(replicas);
        if (groups.Count == 1 && groups[0].Replicas.Count > 1)
            yield return new(FindingLevel.Good, $"The stars of {Names(groups[0].Replicas)} are equal, mart by mart.");
        foreach (var other in groups.Skip(1))
            yield return new(FindingLevel.Differs, $"The stars of {Names(groups[0].Replicas)} and {Names(other.Replicas)} differ in {string.Join(", ", groups[0].Star.DifferencesFrom(other.Star))}.");
        foreach (var empty in groups.Where(static group => group.Star.IsEmpty))
            yield return new(FindingLevel.Open, $"The star of {Names(empty.Replicas)} has no rows yet.");
    }

    private static IEnumerable<Finding> Reconciled(IReadOnlyList<Replica> replicas)
    {
        var groups = StarGroup.Of(replicas).Where(static group => group.Star.Reconciliations.Count > 0 && !group.Star.IsEmpty).ToList();
        foreach (var group in groups)
            if (group.Star.Reconciliations.Where(static fact => !fact.Agrees).Select(static fact => fact.Fact).ToList() is { Count: > 0 } wrong)
                yield return new(FindingLevel.Differs, $"In {Names(group.Replicas)} {(wrong.Count == 1 ? $"the fact {wrong[0]} does" : $"the facts {Names(wrong)} do")} not hold what is replicated.");
        if (groups.Count > 0 && groups.TrueForAll(static group => group.Star.Reconciliations.All(static fact => fact.Agrees)))
            yield return new(FindingLevel.Good, "No row is lost between the replicated tables and the facts.");
    }

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string Names(IEnumerable<string> names) => names.ToList() is [.. { Count: > 0 } first, var last] ? $"{string.Join(", ", first)} and {last}" : string.Concat(names);
}
