using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>How each replica stands to its source, and their stars to one another.</summary>
internal static class ReplicationSection
{
    /// <summary>Digits of a fingerprint that are shown: two of them that differ are told apart at a glance.</summary>
    private const int FingerprintDigits = 10;

    public static Html Of(IReadOnlyList<Replica> replicas, IReadOnlyList<StarGroup> groups) => Html.Of($"""
        <section class="replication" aria-labelledby="replication">
        <h2 id="replication">Replication</h2>
        <div class="replicas">
        {replicas.Select(Card)}</div>
        {Fingerprints(replicas, groups)}</section>

        """);

    private static Html Card(Replica replica) => Html.Of($"""
        <article class="card">
        <h3>{replica.Name}</h3>
        <dl>
        {replica.Sources.Select(standing => Standing(standing, replica.Sources.Count > 1))}{Pair("Star", Star(replica.Star))}</dl>
        </article>

        """);

    private static Html Standing(SourceStanding standing, bool named) => Html.Join(
    [
        named ? Pair("Source", Html.Text(standing.Source)) : Html.Nothing,
        Pair("Rows", Compared(standing.Comparison)),
        Pair("Freshness", Fresh(standing.Freshness)),
        Pair("Connector", Following(standing.Following)),
        Pair("Lag", Html.Text(Lag(standing.Following))),
        Pair("Position", Html.Text(standing.Following.Position ?? standing.Comparison.Position ?? Figures.None)),
        Pair("Last commit", Html.Text(Figures.Instant(standing.Following.AppliedAt))),
    ]);

    private static Html Compared(Comparison comparison) => comparison.Verdict switch
    {
        ComparisonVerdict.Equal => Html.Of($"{Pill.Of(FindingLevel.Good, "equal")} {Figures.Count(comparison.Rows)} rows, all as at the source{(comparison.Position is { } at ? $" at {at}" : "")}"),
        ComparisonVerdict.Different => Html.Of($"{Pill.Of(FindingLevel.Differs, "different")} in {Prose.Of(comparison.Why)}"),
        ComparisonVerdict.Failed => Html.Of($"{Pill.Of(FindingLevel.Fault, "not compared")} {Prose.Of(comparison.Why)}"),
        _ => Html.Of($"{Pill.Of(FindingLevel.Open, "not asked")} left out of this report"),
    };

    private static Html Fresh(Freshness freshness) => freshness switch
    {
        { Age: null } => Html.Of($"{Pill.Of(FindingLevel.Open, "not known")} {Prose.Of(freshness.Unknown)}"),
        { IsBehind: true } => Html.Of($"{Pill.Of(FindingLevel.Fault, "behind")} the last heartbeat is {Ages.Of(freshness.Age.Value)} old; {Ages.Of(freshness.Limit)} are allowed"),
        _ => Html.Of($"{Pill.Of(FindingLevel.Good, "fresh")} the last heartbeat is {Ages.Of(freshness.Age.Value)} old"),
    };

    private static Html Following(Following following) => following switch
    {
        { IsWell: true } => Pill.Of(FindingLevel.Good, following.Health!),
        { Health: { } health } => Html.Of($"{Pill.Of(FindingLevel.Fault, health)} {Prose.Of(following.Why)}"),
        _ => Html.Of($"{Pill.Of(FindingLevel.Open, "not known")} {Prose.Of(following.Why)}"),
    };

    private static string Lag(Following following) => following switch
    {
        { LagBytes: { } bytes } => Figures.Bytes(bytes),
        { LagRecords: { } records } => records == 1 ? "1 record" : $"{Figures.Count(records)} records",
        _ => Figures.None,
    };

    private static Html Star(StarReading reading) => reading switch
    {
        StarUnread { Reason: var reason } => Html.Of($"{Pill.Of(FindingLevel.Fault, "not readable")} {Prose.Of(reason)}"),
        StarRead { Star.IsEmpty: true } => Html.Of($"{Pill.Of(FindingLevel.Open, "empty")} no rows yet"),
        StarRead { Star: var star } => Html.Of($"{Pill.Of(FindingLevel.Good, "read")} {Figures.Count(star.Totals.Sum(static fact => fact.Rows))} rows of facts; the youngest was loaded {Figures.Instant(star.Totals.Max(static fact => fact.LoadedAt))}"),
        _ => Html.Nothing,
    };

    private static Html Pair(string term, Html text) => Html.Of($"<div><dt>{term}</dt><dd>{text}</dd></div>\n");

    private static Html Fingerprints(IReadOnlyList<Replica> replicas, IReadOnlyList<StarGroup> groups)
    {
        var read = replicas.Where(static replica => replica.Star is StarRead).Select(static replica => (replica.Name, ((StarRead)replica.Star).Star.Fingerprints)).ToList();
        if (read.Count < 2)
            return Html.Nothing;
        var table = DataTable.Of("Fingerprint of each mart", [new("Mart"), .. read.Select(static one => new Column(one.Name)), new("Verdict")], read[0].Fingerprints.Keys.Select(mart => Row(mart, [.. read.Select(one => one.Fingerprints.GetValueOrDefault(mart, ""))])));
        return groups.Count > 1
            ? Html.Of($"<h3>The stars, mart by mart</h3>\n{table}")
            : Html.Of($"<h3>The stars, mart by mart</h3>\n<p class=\"note\">{Pill.Of(FindingLevel.Good, "equal")} A hash over every row of a mart is the same in {Findings.Names(read.Select(static one => one.Name))}.</p>\n{DataTable.Folded("The fingerprints", table)}");
    }

    private static IReadOnlyList<Html> Row(string mart, IReadOnlyList<string> hashes) =>
    [
        Html.Of($"<code>{mart}</code>"), .. hashes.Select(static hash => Html.Of($"<code>{hash[..Math.Min(FingerprintDigits, hash.Length)]}</code>")),
        hashes.Distinct().Count() == 1 ? Pill.Of(FindingLevel.Good, "equal") : Pill.Of(FindingLevel.Differs, "different"),
    ];
}
