namespace Bifrost.Catalogs.Tests;

public class EmbeddedKeysReadmeTests
{
    private static string Readme { get; } = Path.Combine(Root(AppContext.BaseDirectory), "src", "Bifrost.Worker", "README.md");

    [Test]
    public void The_workers_README_shows_the_table_as_it_is()
    {
        var text = File.ReadAllText(Readme);

        EmbeddedKeysTable.InsertInto(text).ShouldBe(text, "Write it with the explicit test beside this one.");
    }

    [Test, Category("Writer"), Explicit("Writes the table into the worker's README.")]
    public void Write_the_table_into_the_workers_README() => File.WriteAllText(Readme, EmbeddedKeysTable.InsertInto(File.ReadAllText(Readme)));

    private static string Root(string from) => File.Exists(Path.Combine(from, "global.json")) ? from : Root(Path.GetDirectoryName(from)!);
}
