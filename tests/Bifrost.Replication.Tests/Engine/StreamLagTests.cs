using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Replication.Tests.Engine;

/// <summary>Lag that is honest: never less than the truth, 0 only where nothing is behind, and no number where nothing is known.</summary>
public sealed class StreamLagTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static StreamStatus Status(ulong applied = 100, ulong received = 100, int? committed = null, int? behind = null, int? caughtUp = null) => new(
        StreamPhase.Streaming, null, null, new Lsn(received), new Lsn(applied), Ago(committed), 0, 0, 0, 0, 0, 0, [])
    {
        BehindSince = Ago(behind),
        CaughtUpAt = Ago(caughtUp),
    };

    private static DateTimeOffset? Ago(int? seconds) => seconds is { } some ? Now.AddSeconds(-some) : null;

    [Test]
    public void Nothing_behind_is_no_seconds_though_the_last_commit_is_an_hour_ago() =>
        StreamLag.Seconds(Status(committed: 3600), 0, Now).ShouldBe(0);

    [Test]
    public void A_transaction_that_was_read_and_not_applied_is_behind_since_its_own_commit() =>
        StreamLag.Seconds(Status(received: 200, committed: 3600, behind: 5), 100, Now).ShouldBe(5);

    [Test]
    public void What_was_not_read_yet_is_behind_since_the_last_commit_or_the_last_word_of_the_source_whichever_is_later()
    {
        StreamLag.Seconds(Status(committed: 3600, caughtUp: 7), 100, Now).ShouldBe(7);
        StreamLag.Seconds(Status(committed: 3, caughtUp: 7), 100, Now).ShouldBe(3);
    }

    [Test]
    public void What_is_not_known_is_no_number()
    {
        StreamLag.Seconds(Status(committed: 3), null, Now).ShouldBeNull();
        StreamLag.Seconds(Status(), 100, Now).ShouldBeNull();
        StreamLag.Bytes(Status(applied: 0), new Lsn(100)).ShouldBeNull();
        StreamLag.Bytes(Status(), null).ShouldBeNull();
    }

    [Test]
    public void A_source_whose_clock_is_ahead_makes_no_negative_lag() =>
        StreamLag.Seconds(Status(received: 200, behind: -2), 100, Now).ShouldBe(0);

    [Test]
    public void Bytes_reach_to_the_end_of_the_log_or_to_what_was_received_where_that_is_later()
    {
        StreamLag.Bytes(Status(received: 150), new Lsn(180)).ShouldBe(80);
        StreamLag.Bytes(Status(received: 150), new Lsn(120)).ShouldBe(50);
        StreamLag.Bytes(Status(received: 150), null).ShouldBe(50);
    }

    [Test]
    public void A_value_on_a_bound_counts_below_it_and_one_beyond_all_in_the_sum_alone()
    {
        var histogram = Histogram.OfRows.With(1).With(2).With(10).With(2_000_000);
        histogram.Counts.ShouldBe([1, 2, 0, 0, 0, 0, 0]);
        (histogram.Count, histogram.Sum).ShouldBe((4, 2_000_013));
        Histogram.OfRows.Count.ShouldBe(0);
    }
}
