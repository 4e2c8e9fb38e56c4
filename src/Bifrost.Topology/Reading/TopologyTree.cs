using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Reading;

/// <summary>The file's root with what its parts inherit filled in.</summary>
internal sealed class TopologyTree
{
    private TopologyTree(MapNode root) => Root = root;

    public MapNode Root { get; }

    public IReadOnlyList<PartView> Clusters => Parts("clusters", ClusterShape.Fields);

    public IReadOnlyList<PartView> Converters => Parts("converters", ClusterShape.Converter);

    public IReadOnlyList<PartView> Sources => Parts("sources", SourceShape.Fields);

    public IReadOnlyList<PartView> Targets => Parts("targets", TargetShape.Fields);

    public PartView Etl => new("etl", Root["etl"], (MapShape)TopologyShape.Fields.Field("etl").Shape);

    public static TopologyTree Of(MapNode root)
    {
        var defaults = root["defaults"] as MapNode;
        return new TopologyTree(root with { Entries = [.. root.Entries.Select(entry => Filled(entry, defaults))] });
    }

    private static MapEntry Filled(MapEntry entry, MapNode? defaults)
    {
        if (entry.Key is not ("sources" or "targets") || entry.Value is not MapNode parts)
            return entry;

        var inherited = defaults?[entry.Key] as MapNode;
        return entry with
        {
            Value = parts with { Entries = [.. parts.Entries.Select(part => part.Value is MapNode own ? part with { Value = own.Inherit(inherited) } : part)] },
        };
    }

    private List<PartView> Parts(string field, MapShape shape) =>
        Root[field] is MapNode parts ? [.. parts.Entries.Select(part => new PartView(part.Key, part.Value, shape))] : [];
}
