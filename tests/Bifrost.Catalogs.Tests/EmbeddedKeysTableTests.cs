namespace Bifrost.Catalogs.Tests;

public class EmbeddedKeysTableTests
{
    [Test]
    public void A_text_without_markers_gets_the_table_at_its_end() =>
        EmbeddedKeysTable.InsertInto("# Room\n").ShouldStartWith($"# Room\n\n{EmbeddedKeysTable.Begin}\n### ");

    [Test]
    public void A_table_that_is_inserted_twice_is_there_once()
    {
        var once = EmbeddedKeysTable.InsertInto($"# Room\n{EmbeddedKeysTable.Begin}\nold\n{EmbeddedKeysTable.End}\nAfter.\n");

        EmbeddedKeysTable.InsertInto(once).ShouldBe(once);
        once.ShouldEndWith("\nAfter.\n");
        once.ShouldNotContain("old\n");
    }
}
