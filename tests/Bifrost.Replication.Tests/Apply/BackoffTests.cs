using Bifrost.Replication.Apply;

namespace Bifrost.Replication.Tests.Apply;

public sealed class BackoffTests
{
    [Test]
    public void Waits_double_up_to_the_longest_and_start_again_after_a_reset()
    {
        var backoff = new Backoff(static () => 0.999999);
        var waits = Enumerable.Range(0, 40).Select(_ => backoff.Next()).ToList();
        waits.ShouldBe(waits.Order());
        waits[0].ShouldBeLessThanOrEqualTo(Backoff.First);
        waits[^1].ShouldBeGreaterThan(Backoff.Longest * 0.99);
        waits[^1].ShouldBeLessThanOrEqualTo(Backoff.Longest);
        backoff.Reset();
        backoff.Next().ShouldBeLessThanOrEqualTo(Backoff.First);
    }

    [Test]
    public void Jitter_takes_at_most_half_away() => new Backoff(static () => 0).Next().ShouldBe(Backoff.First / 2);
}
