using Bifrost.Topology.Reading;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Binding;

/// <summary>Makes the typed topology of a tree that has no faults.</summary>
internal static class TopologyBinder
{
    public static BifrostTopology Bind(TopologyTree tree, string path) => new()
    {
        Name = ((ScalarNode)tree.Root["name"]!).Text,
        Path = path,
        Clusters = [.. tree.Clusters.Select(cluster => ClusterBinder.Bind(cluster, tree.Converters))],
        Sources = [.. tree.Sources.Select(SourceBinder.Bind)],
        Targets = [.. tree.Targets.Select(target => TargetBinder.Bind(target, tree.Sources))],
        Accepted = [.. new PartView("", tree.Root, TopologyShape.Fields).List("accept").Select(Accept)],
        Etl = tree.Etl.IsWritten ? BindEtl(tree.Etl, tree.Sources) : null,
    };

    private static AcceptedFinding Accept(string text) =>
        text.Split(' ', 2) is [var rule, var where] ? new AcceptedFinding(rule, where) : new AcceptedFinding(text, null);

    private static Etl BindEtl(PartView etl, IReadOnlyList<PartView> sources) =>
        new(etl.Text("source") ?? sources[0].Name, etl.Required("user"), etl.Required("password"));
}
