using Bifrost.Topology;

namespace Bifrost.Templates.Tests;

public class RenderCheckTests
{
    private string _folder = "";

    private static BifrostTopology Topology { get; } = TemplateTopology.Read(TemplateTopology.Text());

    private static IReadOnlyList<RenderedConnector> Rendered { get; } = ConnectorRenderer.Render(Topology);

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-render-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void What_was_written_does_not_differ()
    {
        RenderWriter.Write(_folder, Topology, Rendered).Count.ShouldBe(Rendered.Count);

        RenderCheck.Compare(_folder, Topology, Rendered).ShouldBeEmpty();
        RenderWriter.Write(_folder, Topology, Rendered).ShouldBeEmpty();
        Files().ShouldBe(Rendered.Select(one => one.RelativePath), ignoreOrder: true);
    }

    [Test]
    public void A_missing_file_is_a_difference_that_puts_in_every_line()
    {
        var difference = RenderCheck.Compare(_folder, Topology, Rendered)[0];

        difference.Kind.ShouldBe(RenderDifferenceKind.Missing);
        difference.Lines.ShouldAllBe(line => line.StartsWith('+'));
    }

    [Test]
    public void A_stale_file_shows_the_lines_that_would_change_and_is_not_touched()
    {
        RenderWriter.Write(_folder, Topology, Rendered);
        var path = Path.Combine(_folder, "kafka", "mjolnir-sink.json");
        var stale = File.ReadAllText(path).Replace("\"insert.mode\": \"upsert\"", "\"insert.mode\": \"insert\"", StringComparison.Ordinal);
        File.WriteAllText(path, stale);

        var difference = RenderCheck.Compare(_folder, Topology, Rendered).ShouldHaveSingleItem();

        difference.Kind.ShouldBe(RenderDifferenceKind.Stale);
        difference.RelativePath.ShouldBe("kafka/mjolnir-sink.json");
        difference.Lines.ShouldBe(["-    \"insert.mode\": \"insert\",", "+    \"insert.mode\": \"upsert\","]);
        File.ReadAllText(path).ShouldBe(stale);
    }

    [Test]
    public void Other_line_ends_are_a_difference()
    {
        RenderWriter.Write(_folder, Topology, Rendered);
        var path = Path.Combine(_folder, "kafka", "mjolnir-sink.json");
        File.WriteAllText(path, File.ReadAllText(path).ReplaceLineEndings("\r\n"));

        RenderCheck.Compare(_folder, Topology, Rendered).ShouldHaveSingleItem().Lines.ShouldNotBeEmpty();
    }

    [Test]
    public void A_connector_that_is_gone_is_removed_and_what_others_wrote_is_kept()
    {
        RenderWriter.Write(_folder, Topology, Rendered);
        Put("kafka/gone-sink.json", """{ "name": "gone-sink", "config": { "bifrost.topology": "asgard" } }""");
        Put("lost/gone-sink.json", """{ "name": "gone-sink", "config": { "bifrost.topology": "asgard" } }""");
        Put("kafka/other.json", """{ "name": "other", "config": { "bifrost.topology": "midgard" } }""");
        Put("kafka/hand.json", """{ "name": "hand", "config": {} }""");
        Put("kafka/broken.json", "{");

        RenderCheck.Compare(_folder, Topology, Rendered).Select(one => (one.Kind, one.RelativePath))
            .ShouldBe([(RenderDifferenceKind.LeftOver, "kafka/gone-sink.json"), (RenderDifferenceKind.LeftOver, "lost/gone-sink.json")]);
        RenderWriter.Write(_folder, Topology, Rendered);

        Files().ShouldBe([.. Rendered.Select(one => one.RelativePath), "kafka/other.json", "kafka/hand.json", "kafka/broken.json"], ignoreOrder: true);
        Directory.Exists(Path.Combine(_folder, "lost")).ShouldBeFalse();
    }

    private void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder, path).Replace('\\', '/'));
}
