using Bifrost.Postgres.Sink.Bulk;

namespace Bifrost.Postgres.Tests.Sink.Bulk;

public sealed class BulkTrustTests
{
    [Test]
    public void After_a_failure_some_batches_go_in_order_and_twice_as_many_after_the_next()
    {
        var trust = new BulkTrust();
        trust.TakesBulk().ShouldBeTrue();
        trust.Failed();
        Refusals(trust).ShouldBe(BulkLimits.FirstPause);
        trust.Failed();
        Refusals(trust).ShouldBe(2 * BulkLimits.FirstPause);
        trust.Succeeded();
        trust.Failed();
        Refusals(trust).ShouldBe(BulkLimits.FirstPause);
    }

    [Test]
    public void The_pause_does_not_grow_for_ever()
    {
        var trust = new BulkTrust();
        for (var failure = 0; failure < 20; failure++)
            trust.Failed();
        Refusals(trust).ShouldBe(BulkLimits.LongestPause);
    }

    private static int Refusals(BulkTrust trust)
    {
        var refusals = 0;
        while (!trust.TakesBulk())
            refusals++;
        return refusals;
    }
}
