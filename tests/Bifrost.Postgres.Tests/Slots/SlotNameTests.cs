using Bifrost.Postgres.Slots;

namespace Bifrost.Postgres.Tests.Slots;

public sealed class SlotNameTests
{
    [Test]
    public void A_usual_name_is_read_at_a_glance() =>
        SlotName.For("bifrost_thor", "mjolnir-sink", 3).ShouldBe("bifrost_thor_mjolnir_sink_g3");

    [TestCase("debezium", "Mjölnir Sink")]
    [TestCase("debezium", "a-sink-whose-name-goes-on-and-on-until-no-slot-could-ever-hold-it")]
    [TestCase("a_stem_that_takes_nearly_all_of_the_sixty_three_bytes_there_are", "x")]
    public void Any_name_becomes_a_valid_one_of_at_most_63_bytes(string stem, string sink)
    {
        var name = SlotName.For(stem, sink, int.MaxValue);
        name.ShouldMatch("^[a-z0-9_]{1,63}$");
        SlotName.GenerationOf(name, stem, sink).ShouldBe(int.MaxValue);
        SlotName.For(stem, sink, int.MaxValue).ShouldBe(name);
    }

    [TestCase("a-b", "a_b")]
    [TestCase("a-b", "A-b")]
    [TestCase("a.b", "a_b")]
    public void Two_sinks_never_share_a_slot(string one, string other) =>
        SlotName.For("s", one, 1).ShouldNotBe(SlotName.For("s", other, 1));

    [TestCase("s_a_g1", 1)]
    [TestCase("s_a_g", null)]
    [TestCase("s_a_gx", null)]
    [TestCase("s_b_g1", null)]
    [TestCase("s_a_b_g1", null)]
    public void A_generation_is_read_from_the_sinks_own_slots_only(string slot, int? generation) =>
        SlotName.GenerationOf(slot, "s", "a").ShouldBe(generation);
}
