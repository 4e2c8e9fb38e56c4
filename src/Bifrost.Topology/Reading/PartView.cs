using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Reading;

/// <summary>
/// A map seen through its shape: a missing field reads as its default, and a short form as the map that it stands for.
/// It can be asked about a file that has faults; what does not fit reads as missing.
/// </summary>
internal sealed class PartView(string name, ConfigNode? node, MapShape shape)
{
    private readonly MapNode? _map = node switch
    {
        MapNode map => map,
        { } other when shape.Short is { } field => new MapNode(other.Path, other.Line, other.Column, [new MapEntry(field, other.Path, other.Line, other.Column, other)]),
        _ => null,
    };

    /// <summary>The part's own name in the file.</summary>
    public string Name => name;

    public bool IsWritten => node is not null;

    /// <summary>Where the part, or what of it is asked for, was written.</summary>
    public ConfigNode? Place(string? field = null) => (field is null ? null : _map?[field]) ?? node;

    public string? Text(string field) => _map?[field] is ScalarNode { IsNull: false } scalar ? scalar.Text : Default(field);

    /// <summary>The text of a field that the checks have found to be there.</summary>
    public string Required(string field) => Text(field) ?? "";

    public bool Switch(string field) => Text(field) == "true";

    public IReadOnlyList<string> List(string field) => _map?[field] switch
    {
        ListNode list => [.. list.Items.OfType<ScalarNode>().Select(item => item.Text)],
        ScalarNode { IsNull: false } one => [one.Text],
        _ => [],
    };

    public PartView Part(string field) => new(name, _map?[field], (MapShape)shape.Field(field).Shape);

    public IEnumerable<MapEntry> Entries(string field) => _map?[field] is MapNode map ? map.Entries : [];

    private string? Default(string field) => shape.Field(field).Default?
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{name_}", name.Replace('-', '_'), StringComparison.Ordinal);
}
