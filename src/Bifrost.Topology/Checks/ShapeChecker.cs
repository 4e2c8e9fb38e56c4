using System.Text.RegularExpressions;
using Bifrost.Topology.Reading;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Checks;

/// <summary>Holds a tree against its shape and reports all that does not fit.</summary>
internal sealed class ShapeChecker(Findings findings)
{
    public void Check(ConfigNode node, Shape shape)
    {
        switch (shape, node)
        {
            case (OverridesShape, ScalarNode { IsNull: true }) or (NamedShape, ScalarNode { IsNull: true }):
                findings.Add(node, $"{shape.Wanted} was expected, and nothing was written.");
                break;
            case (MapShape map, MapNode fields):
                CheckFields(fields, map);
                break;
            case (MapShape { Short: { } field } map, not MapNode):
                Check(node, map.Field(field).Shape);
                break;
            case (NamedShape named, MapNode parts):
                CheckParts(parts, named);
                break;
            case (OverridesShape, MapNode keys):
                new OverrideChecker(findings).Check(keys);
                break;
            case (ListShape list, ListNode items):
                CheckItems(items, list);
                break;
            case (ListShape list, ScalarNode):
                Check(node, list.Item);
                break;
            case (TextShape text, ScalarNode { IsNull: false } scalar):
                new TextChecker(findings).Check(scalar, text);
                break;
            case (SwitchShape, ScalarNode { Text: "true" or "false" }):
                break;
            default:
                findings.Add(node, $"{shape.Wanted} was expected, not {Found(node)}.");
                break;
        }
    }

    private static string Found(ConfigNode node) => node is ScalarNode { IsNull: false } scalar ? $"'{scalar.Text}'" : node.Kind;

    private void CheckFields(MapNode node, MapShape shape)
    {
        var names = shape.Fields.Select(field => field.Name).ToList();
        foreach (var entry in node.Entries)
        {
            if (shape.Fields.FirstOrDefault(field => field.Name == entry.Key) is { } field)
                Check(entry.Value, field.Shape);
            else if (!IsInherited(entry, node))
                findings.Add(entry, $"There is no field '{entry.Key}' in {shape.Noun}. Fields are {string.Join(", ", names)}.", Spelling.Nearest(entry.Key, names));
        }

        foreach (var missing in shape.Fields.Where(field => field.Required && node[field.Name] is null))
            findings.Add(node, $"'{missing.Name}' is missing. {missing.Summary}");
    }

    // The defaults are checked on their own; told here again, each part would repeat it.
    private static bool IsInherited(MapEntry entry, MapNode into) =>
        entry.Path.StartsWith("defaults.", StringComparison.Ordinal) && !into.Path.StartsWith("defaults", StringComparison.Ordinal);

    private void CheckParts(MapNode node, NamedShape shape)
    {
        if (node.Entries.Count == 0)
            findings.Add(node, $"There are no {shape.Noun}; at least one is needed.");

        foreach (var entry in node.Entries)
        {
            if (shape.Name.Pattern is { } pattern && !Regex.IsMatch(entry.Key, pattern))
                findings.Add(entry, $"'{entry.Key}' cannot be a name here. {shape.Name.Rule}");
            Check(entry.Value, shape.Each);
        }
    }

    private void CheckItems(ListNode node, ListShape shape)
    {
        foreach (var item in node.Items)
            Check(item, shape.Item);

        foreach (var twice in node.Items.OfType<ScalarNode>().GroupBy(item => item.Text).SelectMany(group => group.Skip(1)))
            findings.Add(twice, $"'{twice.Text}' is in the list twice.");
    }
}
