using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Connect.Tests.Health;

public sealed class WalPressureTests
{
    private static StreamInfo Stream(long? kept, long? limit, string? status) => new(
        "mjolnir-sink", "thor-source", "thor_mjolnir_sink_g1", "streaming", "0/1", "0/1", 0, null, 0, 0, 0, 0, 0, 0, null, null, WalKeptBytes: kept, WalLimitBytes: limit, WalStatus: status);

    [TestCase(49, 100, "reserved", null)]
    [TestCase(50, 100, "extended", "50 % of max_slot_wal_keep_size")]
    [TestCase(120, 100, "unreserved", "drops it at its next checkpoint")]
    [TestCase(0, 100, "lost", "a new snapshot is needed")]
    public void A_warning_begins_at_half_of_the_limit_and_changes_with_what_the_server_says(long kept, long limit, string status, string? says)
    {
        if (says is null)
            WalPressure.Of(Stream(kept, limit, status)).ShouldBeNull();
        else
            WalPressure.Of(Stream(kept, limit, status))!.ShouldContain(says);
    }

    [Test]
    public void Without_a_limit_or_without_an_answer_nothing_is_said() =>
        (WalPressure.Of(Stream(1_000, null, "extended")), WalPressure.Of(Stream(null, null, null))).ShouldBe((null, null));
}
