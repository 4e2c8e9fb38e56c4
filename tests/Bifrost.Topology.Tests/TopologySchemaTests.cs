using System.Text.Json.Nodes;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Tests;

public class TopologySchemaTests
{
    private static string Committed { get; } = Path.Combine(Root(AppContext.BaseDirectory), "src", "Bifrost.Topology", "bifrost.schema.json");

    [Test]
    public void The_committed_schema_is_what_the_shapes_say() =>
        TopologySchema.Write().ShouldBe(File.ReadAllText(Committed), "Write it with `bifrost schema json`.");

    [Test, Category("Writer"), Explicit("Writes the committed schema, as `bifrost schema json` does.")]
    public void Write_the_committed_schema() => TopologySchema.Write(Committed);

    [Test]
    public void What_may_be_inherited_is_not_asked_for_by_an_editor()
    {
        var root = JsonNode.Parse(TopologySchema.Write())!["properties"]!;

        root["clusters"]!["additionalProperties"]!["required"]!.AsArray().Select(one => (string?)one).ShouldBe(["kind", "url"]);
        root["targets"]!["additionalProperties"]!["required"].ShouldBeNull();
        root["defaults"]!["properties"]!["targets"]!["required"].ShouldBeNull();
    }

    [Test]
    public void Every_field_is_described() =>
        FieldsOf(TopologyShape.Fields).Where(field => field.Summary.Length == 0).ShouldBeEmpty();

    [Test]
    public void Every_default_fits_its_own_field()
    {
        foreach (var field in FieldsOf(TopologyShape.Fields).Where(field => field is { Default: not null, Shape: TextShape { Allowed.Count: > 0 } }))
            ((TextShape)field.Shape).Allowed.ShouldContain(field.Default!, field.Name);
    }

    private static IEnumerable<Field> FieldsOf(Shape shape) => shape switch
    {
        MapShape map => map.Fields.SelectMany(field => FieldsOf(field.Shape).Prepend(field)),
        NamedShape named => FieldsOf(named.Each),
        _ => [],
    };

    private static string Root(string from) => File.Exists(Path.Combine(from, "global.json")) ? from : Root(Path.GetDirectoryName(from)!);
}
