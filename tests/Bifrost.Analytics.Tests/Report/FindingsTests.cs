using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Tests.Report;

public sealed class FindingsTests
{
    [Test]
    public void All_is_well_in_four_sentences() => Said(Contents.Ordinary()).ShouldBe(
    [
        "Good: mjolnir and stormbreaker equal their source, row by row.",
        "Good: mjolnir and stormbreaker are fresh: the oldest heartbeat is 7 s old.",
        "Good: The stars of mjolnir and stormbreaker are equal, mart by mart.",
        "Good: No row is lost between the replicated tables and the facts.",
    ]);

    [TestCase(30, false)]
    [TestCase(31, true)]
    public void A_replica_is_behind_when_three_beats_are_missed(int seconds, bool behind)
    {
        var standing = Freshness.Of(Contents.Noon.AddSeconds(-seconds), TimeSpan.FromSeconds(10), Contents.Noon, null);
        standing.IsBehind.ShouldBe(behind);
        Freshness.Of(Contents.Noon.AddSeconds(-seconds), TimeSpan.FromMinutes(1), Contents.Noon, null).IsBehind.ShouldBeFalse("three beats of a minute are allowed");
    }

    [Test]
    public void A_replica_that_is_behind_is_named_with_the_age_of_its_last_heartbeat()
    {
        var behind = With(static standing => standing with { Freshness = Freshness.Of(Contents.Noon.AddMinutes(-5), TimeSpan.FromSeconds(10), Contents.Noon, null) });
        Said(behind)[0].ShouldBe("Fault: stormbreaker is behind: its last heartbeat from thor-source is 5 min old.");
        Said(behind).ShouldContain("Good: mjolnir is fresh: the oldest heartbeat is 7 s old.");
    }

    [Test]
    public void A_heartbeat_that_never_came_is_open_not_fresh() =>
        Said(With(static standing => standing with { Freshness = Freshness.Of(null, TimeSpan.FromSeconds(10), Contents.Noon, null) }))
            .ShouldContain("Open: How fresh stormbreaker is, is not known. No heartbeat of this source has arrived yet.");

    [Test]
    public void A_comparison_that_was_left_out_or_failed_is_never_called_equal()
    {
        Said(With(static standing => standing with { Comparison = Comparison.LeftOut })).ShouldContain("Open: The replicas were not compared with their source for this page; `bifrost verify` does so.");
        var failed = Said(With(static standing => standing with { Comparison = Comparison.Failed("It stands still.") }));
        failed[0].ShouldBe("Fault: stormbreaker could not be compared with thor-source. It stands still.");
        failed.ShouldContain("Good: mjolnir equals its source, row by row.");
    }

    [Test]
    public void A_fact_that_lost_rows_is_named()
    {
        var star = Contents.Star();
        var lost = star with { Reconciliations = [star.Reconciliations[0], star.Reconciliations[1] with { FactRows = 1 }, star.Reconciliations[2]] };
        Said(Contents.Of(Contents.Well("mjolnir", lost))).ShouldContain("Differs: In mjolnir the fact permits does not hold what is replicated.");
    }

    [Test]
    public void What_is_worst_comes_first() => Findings.Of(Contents.Strained()).Select(static finding => finding.Level).ShouldBeInOrder(SortDirection.Descending);

    private static List<string> Said(ReportContent content) => [.. Findings.Of(content).Select(static finding => $"{finding.Level}: {finding.Sentence}")];

    private static ReportContent With(Func<SourceStanding, SourceStanding> change)
    {
        var well = Contents.Ordinary();
        return well with { Replicas = [well.Replicas[0], well.Replicas[1] with { Sources = [change(well.Replicas[1].Sources[0])] }] };
    }
}
